package dev.weft.benchmarks.conformance;

import dev.weft.api.DataVersion;
import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetNature;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.CodeVersion;
import dev.weft.asset.Parameter;
import dev.weft.asset.Producer;
import dev.weft.asset.TypeRef;
import dev.weft.asset.ValueType;
import dev.weft.event.Content;
import dev.weft.event.EventBody;
import dev.weft.event.InputVersion;
import dev.weft.event.Stored;
import dev.weft.event.Trace;
import dev.weft.fingerprint.Fingerprint;
import dev.weft.graph.AssetGraph;
import dev.weft.json.JsonObject;
import dev.weft.partition.PartitionMapping;
import dev.weft.partition.PartitionsDefinition;
import dev.weft.partition.StaticPartitionsDefinition;
import dev.weft.partition.TimeWindowPartitionsDefinition;
import dev.weft.partition.TimeWindowPartitionsDefinition.Cadence;
import dev.weft.plan.CurrentCode;
import dev.weft.plan.Evaluation;
import dev.weft.plan.Evaluator;
import dev.weft.plan.Recorded;
import dev.weft.plan.RecordedAssets;
import dev.weft.plan.RecordedState;
import dev.weft.plan.Staleness;
import dev.weft.plan.StalenessRule;
import dev.weft.plan.Traces;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The definitions of a case and what its steps recorded, in memory. */
final class StalenessWorld {

    private static final String UNVERSIONED = "none";

    private final Map<AssetKey, AssetDefinition> definitions = new LinkedHashMap<>();
    private final Map<AssetPartition, Recorded> recorded = new HashMap<>();
    private final Instant now = Instant.now();
    private long sequence;

    /** What Dagster calls virtual is two things here: a view that somebody makes elsewhere, and one that is computed where it is read. */
    private final Set<String> madeByCase;

    StalenessWorld(JsonObject json) {
        madeByCase = json.objects("steps").stream()
                .filter(step -> step.has("materialize"))
                .flatMap(step -> step.texts("materialize").stream())
                .collect(Collectors.toSet());
        json.objects("assets").forEach(this::define);
    }

    private void define(JsonObject json) {
        var key = json.parsed("key", AssetKey::parse);
        var mappings = json.optionalObject("partitionMapping");
        var inputs = json.parsedTexts("deps", AssetKey::parse).stream()
                .map(upstream -> input(
                        upstream,
                        key.equals(upstream) ? Parameter.Shape.OPTIONAL : Parameter.Shape.HANDLE,
                        mappings.filter(all -> all.has(upstream.text()))
                                .map(all -> mapping(all.object(upstream.text())))
                                .orElseGet(() -> inferred(key, upstream))))
                .toList();
        var producer =
                new Producer("Cases", key.text(), inputs, List.of(key), Producer.Returns.VALUE, 0, Optional.empty());
        var nature = switch (json.text("kind", "materialized")) {
            case "observable" -> AssetNature.OBSERVABLE;
            case "external" -> AssetNature.EXTERNAL;
            default -> AssetNature.MATERIALIZABLE;
        };
        definitions.put(
                key,
                AssetDefinition.builder(key, producer)
                        .nature(nature)
                        .virtual(json.flag("virtual", false))
                        .value(
                                json.flag("virtual", false) && !madeByCase.contains(key.text())
                                        ? new ValueType.Single(TypeRef.of("int"), List.of())
                                        : new ValueType.Nothing())
                        .codeVersion(json.optionalText("codeVersion"))
                        .partitions(json.optionalObject("partitions").map(StalenessWorld::partitions))
                        .build());
    }

    private static PartitionMapping inferred(AssetKey key, AssetKey upstream) {
        return key.equals(upstream) ? new PartitionMapping.TimeWindows(-1, -1) : new PartitionMapping.Inferred();
    }

    private static Parameter input(AssetKey upstream, Parameter.Shape shape, PartitionMapping mapping) {
        return new Parameter.Input("in", upstream, shape, new ValueType.Any(), mapping, Parameter.Version.PUBLISHED);
    }

    private static PartitionMapping mapping(JsonObject json) {
        return switch (json.text("type")) {
            case "timeWindow" ->
                new PartitionMapping.TimeWindows(json.integer("startOffset", 0), json.integer("endOffset", 0));
            case "all" -> new PartitionMapping.All();
            case "identity" -> new PartitionMapping.Identity();
            case "last" -> new PartitionMapping.Last();
            case "specific" -> new PartitionMapping.Specific(json.parsedTexts("keys", PartitionKey::of));
            case "static" -> {
                var entries = json.object("entries");
                var byKey = new TreeMap<String, List<String>>();
                entries.names().forEach(name -> byKey.put(name, entries.texts(name)));
                yield new PartitionMapping.Keys(byKey);
            }
            default -> new PartitionMapping.Inferred();
        };
    }

    private static PartitionsDefinition partitions(JsonObject json) {
        if (json.text("type").equals("static")) {
            return new StaticPartitionsDefinition(json.texts("keys"));
        }
        return new TimeWindowPartitionsDefinition(
                Cadence.valueOf(json.text("type").toUpperCase(Locale.ROOT)),
                time(json.text("start")),
                json.optionalText("end").map(StalenessWorld::time),
                ZoneId.of(json.text("timezone", "UTC")),
                json.integer("minuteOffset", 0),
                json.integer("hourOffset", 0),
                json.integer("dayOffset", 0),
                json.integer("endOffset", 0),
                Optional.empty());
    }

    private static LocalDateTime time(String text) {
        return LocalDateTime.parse(text.length() == 10 ? text + "T00:00" : text.substring(0, 16));
    }

    AssetGraph graph() {
        return AssetGraph.of(definitions.values(), List.of());
    }

    void take(JsonObject step) {
        if (step.has("redefine")) {
            step.objects("redefine").forEach(this::define);
        } else if (step.has("observe")) {
            observe(step);
        } else {
            var without = step.has("withoutProvenance") && step.flag("withoutProvenance", true);
            for (var name : step.texts("materialize")) {
                for (var what : partitions(name, step)) {
                    materialize(
                            what,
                            step.optionalObject("userDataVersions").flatMap(all -> all.optionalText(name)),
                            without);
                }
            }
        }
    }

    private List<AssetPartition> partitions(String name, JsonObject step) {
        var asset = AssetKey.parse(name);
        var partitions = traces().partitionsOf(asset);
        if (partitions.isEmpty()) {
            return List.of(AssetPartition.of(asset));
        }
        if (step.has("partitionRange")) {
            var range = step.object("partitionRange");
            var keys = partitions
                    .get()
                    .range(
                            PartitionKey.of(range.text("start", range.text("from", ""))),
                            PartitionKey.of(range.text("end", range.text("to", ""))));
            var all = new ArrayList<AssetPartition>();
            keys.forEach(key -> all.add(AssetPartition.of(asset, key)));
            return all;
        }
        return step.has("partition")
                ? List.of(AssetPartition.of(asset, PartitionKey.of(step.text("partition"))))
                : partitions.get().keys().stream()
                        .map(key -> AssetPartition.of(asset, key))
                        .toList();
    }

    private void observe(JsonObject step) {
        var what = what(step.text("observe"), step.optionalText("partition").orElse(null));
        recorded.put(
                what,
                Recorded.seen(
                        new EventBody.Observation(what, DataVersion.of(step.text("dataVersion")), Map.of()),
                        ++sequence,
                        now));
    }

    private void materialize(AssetPartition what, Optional<String> version, boolean withoutProvenance) {
        var asset = graph().get(what.asset());
        var trace = rule().traceNow(asset, what.partition());
        sequence++;
        var content = version.map(DataVersion::of)
                .orElseGet(() -> asset.codeVersion().isPresent() || asset.virtual()
                        ? hash(trace)
                        : DataVersion.of("run " + sequence));
        var made = new EventBody.Materialization(
                new Stored(what, "v" + sequence, "default", ""),
                new Content(content, OptionalLong.empty(), OptionalLong.empty(), List.of(), ""),
                trace,
                Map.of(),
                withoutProvenance,
                List.of());
        recorded.put(
                what,
                withoutProvenance
                        ? new Recorded(
                                Optional.of(made), sequence, now, Optional.empty(), Optional.empty(), Optional.empty())
                        : Recorded.made(made, sequence, now));
    }

    private static DataVersion hash(Trace trace) {
        var fingerprint = new Fingerprint().add(trace.codeVersion().text());
        for (InputVersion input : trace.inputs()) {
            fingerprint.add(input.dataVersion().map(DataVersion::text).orElse(""));
        }
        return DataVersion.of(fingerprint.text());
    }

    AssetPartition what(String asset, @Nullable String partition) {
        return new AssetPartition(
                AssetKey.parse(asset), Optional.ofNullable(partition).map(PartitionKey::of));
    }

    String version(AssetPartition what) {
        return state().current(what).dataVersion().map(DataVersion::text).orElse("");
    }

    private Traces traces() {
        return new Traces(graph(), now);
    }

    private RecordedState state() {
        return what -> recorded.getOrDefault(what, Recorded.NOTHING);
    }

    private static CurrentCode code() {
        return asset -> CodeVersion.of(asset.codeVersion().orElse(UNVERSIONED));
    }

    private StalenessRule rule() {
        return new StalenessRule(traces(), state(), code(), asset -> "", now);
    }

    Staleness staleness(AssetDefinition asset, Optional<PartitionKey> partition) {
        return rule().of(asset, partition);
    }

    Evaluation evaluate(AssetKey asset) {
        var evaluator = new Evaluator(traces(), RecordedAssets.of(state()), code(), any -> "", now);
        return Objects.requireNonNull(evaluator.evaluate(Set.of(asset)).get(asset));
    }
}
