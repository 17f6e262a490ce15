package dev.weft.plan;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.partition.PartitionSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which partitions have an ancestor that is stale or missing, and which ancestor; assets are added in topological order. */
final class Pending {

    /** How many ancestors an asset may be told of. */
    private static final int MOST = 3;

    private final Traces traces;
    private final Map<AssetKey, Evaluation> evaluations;
    private final Map<AssetKey, List<Cause>> causes = new HashMap<>();

    Pending(Traces traces, Map<AssetKey, Evaluation> evaluations) {
        this.traces = traces;
        this.evaluations = evaluations;
    }

    /** Partitions of an asset below an ancestor that is not good. */
    record Cause(AssetKey ancestor, Set<String> words, PartitionSet partitions) {

        String sentence() {
            return "%s is %s".formatted(ancestor, String.join(" and ", words));
        }
    }

    List<Cause> of(AssetKey asset) {
        return causes.getOrDefault(asset, List.of());
    }

    void add(AssetDefinition asset) {
        var found = new ArrayList<Cause>();
        var all = traces.all(asset.key());
        var covered = PartitionSet.empty(all.numbering());
        for (var reading : traces.readings(asset)) {
            if (asset.virtual() || asset.producer().outputs().contains(reading.upstream())) {
                continue;
            }
            for (var cause : bad(reading.upstream())) {
                if (covered.equals(all)) {
                    break;
                }
                var readers = traces.readersOf(reading, cause.partitions()).andNot(covered);
                if (!readers.isEmpty() && found.size() < MOST) {
                    found.add(new Cause(cause.ancestor(), cause.words(), readers));
                    covered = covered.or(readers);
                } else if (!readers.isEmpty()) {
                    var last = found.remove(MOST - 1);
                    found.add(new Cause(
                            last.ancestor(), last.words(), last.partitions().or(readers)));
                    covered = covered.or(readers);
                }
            }
        }
        if (!found.isEmpty()) {
            causes.put(asset.key(), found);
        }
    }

    /** What is not good of an asset itself, then what is below others that are not. */
    private List<Cause> bad(AssetKey asset) {
        var evaluation = evaluations.get(asset);
        if (evaluation == null || !traces.graph().get(asset).nature().isMaterializable()) {
            return List.of();
        }
        var all = new ArrayList<Cause>();
        var own = PartitionSet.empty(evaluation.all().numbering());
        var words = new LinkedHashSet<String>();
        for (var group : evaluation.groups()) {
            if (group.verdict().standing() != Standing.FRESH) {
                own = own.or(group.partitions());
                words.add(group.verdict().standing().word());
            }
        }
        if (!own.isEmpty()) {
            all.add(new Cause(asset, words, own));
        }
        all.addAll(of(asset));
        return all;
    }
}
