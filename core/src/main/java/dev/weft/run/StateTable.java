package dev.weft.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What leads from one state to the next, as data: whoever changes a state asks it, and the documentation's diagram is drawn from it.
 *
 * @param <S> the states
 * @param <E> the events
 */
public final class StateTable<S extends Enum<S>, E extends Enum<E>> {

    private final S initial;
    private final List<Row<S, E>> rows;
    private final Map<Row.From<S, E>, S> next = new LinkedHashMap<>();

    StateTable(S initial, List<Row<S, E>> rows) {
        this.initial = initial;
        this.rows = List.copyOf(rows);
        for (var row : rows) {
            if (next.put(new Row.From<>(row.from(), row.event()), row.to()) != null) {
                throw new IllegalArgumentException("Two rows for %s in state %s.".formatted(row.event(), row.from()));
            }
        }
    }

    /** One transition. */
    public record Row<S, E>(S from, E event, S to) {
        private record From<S, E>(S state, E event) {}
    }

    public S initial() {
        return initial;
    }

    public List<Row<S, E>> rows() {
        return rows;
    }

    /** Returns the state to which an event leads; empty if it may not happen in that state. */
    public Optional<S> next(S from, E event) {
        return Optional.ofNullable(next.get(new Row.From<>(from, event)));
    }

    /**
     * Returns the transition that an event causes.
     *
     * @throws IllegalStateException if it may not happen in that state
     */
    public Row<S, E> take(S from, E event) {
        var to = next(from, event)
                .orElseThrow(() ->
                        new IllegalStateException("%s may not happen in state %s. This is a bug: please report it."
                                .formatted(words(event), words(from))));
        return new Row<>(from, event, to);
    }

    /** Returns the table as a state diagram in Mermaid's language. */
    public String mermaid() {
        return "stateDiagram-v2\n    [*] --> %s\n".formatted(initial)
                + rows.stream()
                        .map(row -> "    %s --> %s : %s\n".formatted(row.from(), row.to(), words(row.event())))
                        .collect(Collectors.joining());
    }

    private static String words(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
