package dev.weft.plan;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetKey;
import dev.weft.json.JsonReader;
import dev.weft.json.JsonWriter;
import dev.weft.partition.PartitionNumbering;
import dev.weft.partition.PartitionSet;
import java.util.ArrayList;
import java.util.Base64;

/** Evaluations as the catalog keeps them: a set that has all partitions, as most do, is a word, so that a million of them stay a row's worth of text. */
final class EvaluationJson {

    private static final String ALL = "*";

    private EvaluationJson() {}

    static String write(Evaluation evaluation) {
        return JsonWriter.object(json -> json.text("all", text(evaluation.all()))
                .text("made", text(evaluation.made(), evaluation.all()))
                .objectsUnlessEmpty(
                        "groups",
                        evaluation.groups(),
                        (inner, group) -> inner.word("standing", group.verdict().standing())
                                .textsUnlessEmpty("causes", group.verdict().causes())
                                .text("sentence", group.verdict().sentence())
                                .textUnless(group.verdict().sentence(), "detail", group.detail())
                                .text("sample", group.sample())
                                .text("partitions", text(group.partitions(), evaluation.all()))));
    }

    private static String text(PartitionSet set, PartitionSet all) {
        return set.equals(all) ? ALL : text(set);
    }

    private static String text(PartitionSet set) {
        return Base64.getEncoder().encodeToString(set.toBytes());
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if it was written with another numbering
     */
    static Evaluation read(AssetKey asset, PartitionNumbering numbering, String text) {
        var json = JsonReader.object(text);
        var all = set(numbering, json.text("all"));
        var groups = new ArrayList<Evaluation.Group>();
        for (var group : json.objects("groups")) {
            var verdict = new Verdict(
                    group.constant("standing", Standing.class), group.texts("causes"), group.text("sentence"));
            groups.add(new Evaluation.Group(
                    verdict,
                    part(group.text("partitions"), all),
                    group.optionalText("sample").map(PartitionKey::of),
                    group.text("detail", verdict.sentence())));
        }
        return new Evaluation(asset, all, part(json.text("made"), all), groups);
    }

    private static PartitionSet part(String text, PartitionSet all) {
        return text.equals(ALL) ? all : set(all.numbering(), text);
    }

    private static PartitionSet set(PartitionNumbering numbering, String text) {
        return PartitionSet.read(numbering, Base64.getDecoder().decode(text));
    }
}
