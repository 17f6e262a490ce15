package dev.weft.plan;

import dev.weft.asset.AssetKey;
import dev.weft.json.JsonException;
import dev.weft.partition.PartitionNumbering;
import dev.weft.partition.PartitionSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads kept evaluations. Where many assets have the same partitions and all of them are fresh, as is the rule, their texts are the same: each
 * text is read once, and its sets are the same objects as those of the assets' partitions, which makes combining them free.
 */
final class KeptTexts {

    private final Traces traces;
    private final Map<PartitionNumbering, Map<String, Optional<Evaluation>>> known = new HashMap<>();

    KeptTexts(Traces traces) {
        this.traces = traces;
    }

    /** Returns the evaluation of an asset; empty if another numbering or another program wrote it. */
    Optional<Evaluation> read(AssetKey asset, String text) {
        var all = traces.all(asset);
        // A numbering equals itself alone, so that a table that grew has texts of its own.
        var texts = known.computeIfAbsent(all.numbering(), numbering -> new HashMap<>());
        var read = texts.get(text);
        if (read == null) {
            read = readOnce(asset, all, text);
            texts.put(text, read);
        }
        return read.map(evaluation -> evaluation.of(asset));
    }

    private Optional<Evaluation> readOnce(AssetKey asset, PartitionSet all, String text) {
        try {
            var evaluation = EvaluationJson.read(asset, traces.numbering(asset), text);
            var groups = new ArrayList<Evaluation.Group>();
            for (var group : evaluation.groups()) {
                groups.add(new Evaluation.Group(
                        group.verdict(), same(group.partitions(), all), group.sample(), group.detail()));
            }
            return Optional.of(new Evaluation(
                    asset, same(evaluation.all(), all), same(evaluation.made(), all), List.copyOf(groups)));
        } catch (IllegalArgumentException | JsonException ofAnotherNumberingOrProgram) {
            return Optional.empty();
        }
    }

    private static PartitionSet same(PartitionSet set, PartitionSet all) {
        return set.equals(all) ? all : set;
    }
}
