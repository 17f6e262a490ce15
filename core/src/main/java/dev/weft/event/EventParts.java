package dev.weft.event;

import dev.weft.api.DataVersion;
import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.CodeVersion;
import dev.weft.asset.Column;
import dev.weft.asset.TypeRef;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The parts that many facts are made of, as fields and back. */
final class EventParts {

    private EventParts() {}

    static Map<String, Object> tree(AssetPartition what) {
        return new Tree()
                .put("asset", what.asset().text())
                .put("partition", what.partition().map(PartitionKey::text))
                .fields();
    }

    static AssetPartition assetPartition(Fields from) {
        return new AssetPartition(
                new AssetKey(from.text("asset")), from.optional("partition").map(PartitionKey::of));
    }

    static Map<String, Object> tree(Stored stored) {
        return new Tree()
                .put("what", tree(stored.what()))
                .put("version_id", stored.versionId())
                .put("io", stored.io())
                .put("location", stored.location())
                .fields();
    }

    static Stored stored(Fields from) {
        return new Stored(from.assetPartition("what"), from.text("version_id"), from.text("io"), from.text("location"));
    }

    static Map<String, Object> tree(Content content) {
        return new Tree()
                .put("data_version", content.dataVersion().text())
                .put("rows", optional(content.rows()))
                .put("bytes", optional(content.bytes()))
                .put("columns", content.columns().stream().map(EventParts::tree).toList())
                .put("preview", content.preview())
                .fields();
    }

    static Content content(Fields from) {
        return new Content(
                DataVersion.of(from.text("data_version")),
                from.optionalNumber("rows"),
                from.optionalNumber("bytes"),
                from.objects("columns").map(EventParts::column).toList(),
                from.text("preview"));
    }

    private static Map<String, Object> tree(Column column) {
        return new Tree()
                .put("name", column.name())
                .put("component", column.component())
                .put("type", column.type().toString())
                .put("nullable", column.nullable())
                .put("description", column.description())
                .put("fields", column.fields().stream().map(EventParts::tree).toList())
                .fields();
    }

    private static Column column(Fields from) {
        return new Column(
                from.text("name"),
                from.text("component"),
                TypeRef.parse(from.text("type")),
                from.flag("nullable"),
                from.text("description"),
                from.objects("fields").map(EventParts::column).toList());
    }

    static Map<String, Object> tree(Trace trace) {
        return new Tree()
                .put("code_version", trace.codeVersion().text())
                .put("compiler", Optional.of(trace.compiler()).filter(compiler -> !compiler.isEmpty()))
                .put("config", trace.config())
                .put("inputs", trace.inputs().stream().map(EventParts::tree).toList())
                .fields();
    }

    static Trace trace(Fields from) {
        return new Trace(
                CodeVersion.of(from.text("code_version")),
                from.text("compiler"),
                from.text("config"),
                from.objects("inputs").map(EventParts::input).toList());
    }

    private static Map<String, Object> tree(InputVersion input) {
        return new Tree()
                .put("upstream", tree(input.upstream()))
                .put("data_version", input.dataVersion().map(DataVersion::text))
                .put("sequence", input.sequence())
                .fields();
    }

    private static InputVersion input(Fields from) {
        return new InputVersion(
                from.assetPartition("upstream"),
                from.optional("data_version").map(DataVersion::of),
                from.number("sequence"));
    }

    private static Optional<Long> optional(OptionalLong number) {
        return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
    }
}
