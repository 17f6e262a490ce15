package dev.weft.selection;

import dev.weft.asset.AssetKey;
import dev.weft.graph.AssetGraph;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which assets are meant. {@code toString()} prints a selection so that it parses to an equal one.
 *
 * <p>{@code +} before or after a selection adds what is upstream or downstream of it, with a number at most so many steps away; it
 * binds tighter than {@code not}, then comes {@code and}, then {@code or}, which can also be a comma.
 */
public sealed interface Selection {

    /** Whether data that is made elsewhere belongs to "all" and can be found by an attribute other than its key. */
    enum Sources {
        INCLUDED,
        LEFT_OUT
    }

    /**
     * Reads a selection.
     *
     * @throws SelectionSyntaxException if the text is none; with the column and what could stand there
     */
    static Selection parse(String text) {
        return new SelectionParser(text).parse();
    }

    /** Returns the selection of one asset. */
    static Selection of(AssetKey key) {
        return new Attribute(AttributeName.KEY, Optional.of(key.text()), "");
    }

    /** Calls the visitor's method for this case. */
    <R> R accept(Visitor<R> visitor);

    /** Returns the selected assets in the order of their keys, sources included. */
    default Set<AssetKey> resolve(AssetGraph graph, SelectionFacts facts) {
        return resolve(graph, facts, Sources.INCLUDED);
    }

    /** Returns the selected assets in the order of their keys. What is upstream or downstream is always materializable. */
    default Set<AssetKey> resolve(AssetGraph graph, SelectionFacts facts, Sources sources) {
        return accept(new SelectionResolver(graph, facts, sources)).stream()
                .mapToObj(number -> graph.at(number).key())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Returns the keys that are written out in full but are not in the graph, in the order of the text. */
    default List<AssetKey> unknownKeys(AssetGraph graph) {
        return accept(new KeysInSelection())
                .distinct()
                .filter(key -> !graph.contains(key))
                .toList();
    }

    /** One method for each case. */
    interface Visitor<R> {
        R all(All all);

        R attribute(Attribute attribute);

        R traversal(Traversal traversal);

        R not(Not not);

        R and(And and);

        R or(Or or);

        R roots(Roots roots);

        R sinks(Sinks sinks);

        R between(Between between);
    }

    /** {@code *}. */
    record All() implements Selection {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.all(this);
        }

        @Override
        public String toString() {
            return SelectionPrinter.print(this);
        }
    }

    /**
     * {@code group:sales}, {@code tag:tier=1}; a {@code *} in the value stands for any run of characters.
     *
     * @param name what is asked
     * @param value its value; for a tag the tag's key; empty where the attribute is absent ({@code <null>})
     * @param detail the value of a tag; else empty
     */
    record Attribute(AttributeName name, Optional<String> value, String detail) implements Selection {

        public Attribute {
            refuseUnprintable(value.orElse(""));
            refuseUnprintable(detail);
            if (value.isEmpty() && (!name.canBeAbsent() || !detail.isEmpty())) {
                throw new IllegalArgumentException("%s: takes no <null>.".formatted(name.word()));
            }
            if (!detail.isEmpty() && !name.hasDetail()) {
                throw new IllegalArgumentException("%s: takes no =.".formatted(name.word()));
            }
            if (value.isPresent()
                    && !name.onlyValues().isEmpty()
                    && !name.onlyValues().contains(value.get())) {
                throw new IllegalArgumentException(
                        "%s: takes only %s.".formatted(name.word(), String.join(", ", name.onlyValues())));
            }
            if (name == AttributeName.KEY && value.isPresent() && value.get().indexOf('*') < 0) {
                AssetKey.parse(value.get());
            }
        }

        private static void refuseUnprintable(String text) {
            if (text.chars().anyMatch(c -> c == '"' || c == '\\' || c == '\n' || c == '\r')) {
                throw new IllegalArgumentException(
                        "A selection cannot name what has a quotation mark, a backslash or a line end.");
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.attribute(this);
        }

        @Override
        public String toString() {
            return SelectionPrinter.print(this);
        }
    }

    /**
     * {@code 2+x+}: what is upstream and what is downstream of a selection, itself included.
     *
     * @param of where to start
     * @param up at most so many steps upstream; {@link #NONE} or {@link #ALL}
     * @param down at most so many steps downstream; {@link #NONE} or {@link #ALL}
     */
    record Traversal(Selection of, int up, int down) implements Selection {

        /** No steps in this direction, and no {@code +} in the text. */
        public static final int NONE = -1;

        /** As many steps as there are. */
        public static final int ALL = Integer.MAX_VALUE;

        public Traversal {
            if (up < NONE || down < NONE || (up == NONE && down == NONE)) {
                throw new IllegalArgumentException(
                        "A traversal goes some way in at least one direction; found %d and %d.".formatted(up, down));
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.traversal(this);
        }

        @Override
        public String toString() {
            return SelectionPrinter.print(this);
        }
    }

    /** {@code not x}. */
    record Not(Selection of) implements Selection {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.not(this);
        }

        @Override
        public String toString() {
            return SelectionPrinter.print(this);
        }
    }

    /** {@code x and y}, two or more. */
    record And(List<Selection> of) implements Selection {
        public And {
            of = several(of);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.and(this);
        }

        @Override
        public String toString() {
            return SelectionPrinter.print(this);
        }
    }

    /** {@code x or y}, two or more. */
    record Or(List<Selection> of) implements Selection {
        public Or {
            of = several(of);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.or(this);
        }

        @Override
        public String toString() {
            return SelectionPrinter.print(this);
        }
    }

    /** {@code roots(x)}: the members with no other member upstream, whatever lies between. */
    record Roots(Selection of) implements Selection {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.roots(this);
        }

        @Override
        public String toString() {
            return SelectionPrinter.print(this);
        }
    }

    /** {@code sinks(x)}: the members with no other member downstream, whatever lies between. */
    record Sinks(Selection of) implements Selection {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.sinks(this);
        }

        @Override
        public String toString() {
            return SelectionPrinter.print(this);
        }
    }

    /** {@code between(x, y)}: what lies on a path from one to the other, both included; the same as {@code x+ and +y}. */
    record Between(Selection from, Selection to) implements Selection {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.between(this);
        }

        @Override
        public String toString() {
            return SelectionPrinter.print(this);
        }
    }

    private static List<Selection> several(List<Selection> selections) {
        if (selections.size() < 2) {
            throw new IllegalArgumentException(
                    "and, or join two or more selections; found %d.".formatted(selections.size()));
        }
        return List.copyOf(selections);
    }
}
