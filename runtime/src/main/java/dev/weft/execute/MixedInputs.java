package dev.weft.execute;

import dev.weft.api.DataVersion;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetPartition;
import dev.weft.event.InputVersion;
import dev.weft.event.Trace;
import dev.weft.graph.AssetGraph;
import dev.weft.plan.Recorded;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out whether the inputs of a version were made from different versions of one ancestor, as in a diamond of which one side is older. Follows
 * the recorded traces of the inputs, breadth first, through at most {@value #MOST} asset partitions.
 */
final class MixedInputs {

    static final String FLAG = "mixed inputs";

    private static final int MOST = 2000;

    private final AssetGraph graph;
    private final Ledger ledger;

    MixedInputs(AssetGraph graph, Ledger ledger) {
        this.graph = graph;
        this.ledger = ledger;
    }

    /** Returns the ancestor that two of the inputs know in different versions; empty if they agree. */
    Optional<AssetPartition> disagreement(AssetDefinition consumer, Trace trace) {
        if (trace.inputs().size() < 2) {
            return Optional.empty();
        }
        var ancestors = graph.ancestorsOf(consumer.key());
        var versions = new HashMap<AssetPartition, DataVersion>();
        var followed = new HashSet<InputVersion>();
        var todo = new ArrayDeque<>(trace.inputs());
        while (!todo.isEmpty() && followed.size() < MOST) {
            var input = todo.remove();
            if (input.dataVersion().isEmpty() || !followed.add(input)) {
                continue;
            }
            if (disagrees(versions, input)) {
                return Optional.of(input.upstream());
            }
            // A partition of the consumer itself is its own past: it may well have been made of older things.
            if (!input.upstream().asset().equals(consumer.key())) {
                madeOf(ledger.ofAncestor(input.upstream(), ancestors), input)
                        .ifPresent(made -> todo.addAll(made.inputs()));
            }
        }
        return Optional.empty();
    }

    private static boolean disagrees(Map<AssetPartition, DataVersion> versions, InputVersion input) {
        var version = input.dataVersion().orElseThrow();
        var other = versions.putIfAbsent(input.upstream(), version);
        return other != null && !other.equals(version);
    }

    /** A version that was verified since stands for the inputs it was verified with. */
    private static Optional<Trace> madeOf(Recorded recorded, InputVersion input) {
        boolean same = recorded.latest()
                .filter(made -> Optional.of(made.content().dataVersion()).equals(input.dataVersion()))
                .isPresent();
        return same ? recorded.basis() : Optional.empty();
    }
}
