package dev.weft.plan;

import dev.weft.asset.AssetKey;
import dev.weft.selection.Selection;
import dev.weft.selection.SelectionFacts;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Answers {@code status:}, {@code changed:} and {@code stale_because(...)} by where assets stand; of an asset with partitions it is enough that one of
 * them stands there. Nothing is evaluated for a selection that asks none of them.
 */
public final class StandingFacts implements SelectionFacts {

    private static final Map<String, Set<String>> SHORT = Map.of(
            "code", Set.of("code_changed", "view_changed"),
            "config", Set.of("config_changed"),
            "data", Set.of("upstream_changed"),
            "upstream", Set.of("upstream_changed", "upstream_added", "upstream_removed"),
            "dependencies", Set.of("upstream_added", "upstream_removed"),
            "refresh", Set.of("refresh_due"));

    private final Supplier<Map<AssetKey, Evaluation>> evaluations;

    /** @param evaluations where all assets stand; asked for when it is needed */
    public StandingFacts(Supplier<Map<AssetKey, Evaluation>> evaluations) {
        this.evaluations = evaluations;
    }

    @Override
    public Predicate<AssetKey> matching(Selection.Attribute attribute) {
        if (attribute.value().isEmpty()) {
            return key -> false;
        }
        var value = attribute.value().get();
        return switch (attribute.name()) {
            case STATUS -> any(group -> group.verdict().standing().word().equals(value));
            case CHANGED, STALE_BECAUSE -> any(because(value));
            default -> key -> false;
        };
    }

    /** Returns whether a group stands where it does because of something: a cause's name in JSON, or a shorter word for several. */
    public static Predicate<Evaluation.Group> because(String cause) {
        var names = SHORT.getOrDefault(cause, Set.of(cause));
        return group -> cause.equals("any")
                ? !group.verdict().causes().isEmpty()
                : group.verdict().causes().stream().anyMatch(names::contains);
    }

    private Predicate<AssetKey> any(Predicate<Evaluation.Group> wanted) {
        var all = evaluations.get();
        return key -> Optional.ofNullable(all.get(key))
                .filter(evaluation -> evaluation.groups().stream().anyMatch(wanted))
                .isPresent();
    }
}
