package dev.weft.plan;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetKey;
import dev.weft.json.JsonReader;
import dev.weft.json.JsonWriter;
import dev.weft.partition.PartitionNumbering;
import dev.weft.partition.PartitionSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Evaluations as the catalog keeps them: a set that has all partitions, as most do, is a word, and a long one is packed, so that a million of
 * them stay a row's worth of text.
 */
final class EvaluationJson {

    private static final String ALL = "*";
    /** What a packed set begins with; no Base64 has it. */
    private static final String PACKED = "~";
    /** From so many bytes on a set is packed; what a few runs take is shorter, and not worth the time. */
    private static final int LONG = 500;

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
        var bytes = set.toBytes();
        return bytes.length < LONG ? base64(bytes) : PACKED + base64(packed(bytes));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Numbers of hours have gaps, always the same ones: their bitmaps repeat themselves. */
    private static byte[] packed(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if it was written with another numbering, or is damaged
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
        var bytes = text.startsWith(PACKED)
                ? unpacked(Base64.getDecoder().decode(text.substring(PACKED.length())))
                : Base64.getDecoder().decode(text);
        return PartitionSet.read(numbering, bytes);
    }

    private static byte[] unpacked(byte[] packed) {
        try (var in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        } catch (IOException damaged) {
            throw new IllegalArgumentException("%d bytes are no packed set.".formatted(packed.length), damaged);
        }
    }
}
