package dev.weft.benchmarks.conformance;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetNature;
import dev.weft.asset.Parameter;
import dev.weft.asset.Producer;
import dev.weft.asset.ValueType;
import dev.weft.graph.AssetGraph;
import dev.weft.json.JsonObject;
import dev.weft.partition.DynamicPartitionsDefinition;
import dev.weft.partition.MultiPartitionsDefinition;
import dev.weft.partition.PartitionMapping;
import dev.weft.partition.PartitionsDefinition;
import dev.weft.partition.StaticPartitionsDefinition;
import dev.weft.partition.TimeWindowPartitionsDefinition;
import dev.weft.partition.TimeWindowPartitionsDefinition.Cadence;
import dev.weft.selection.Selection;
import dev.weft.selection.Selection.Sources;
import dev.weft.selection.SelectionFacts;
import dev.weft.selection.SelectionSyntaxException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The selection language: parsed and resolved by {@link Selection} on an {@link AssetGraph}. */
final class AssetSelectionCases implements CaseSet {

    private static final String NAME = "asset-selection";

    private final Map<String, AssetGraph> graphs = new TreeMap<>();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<CaseResult> run(String id, JsonObject json) {
        if (json.has("graphs")) {
            var named = json.object("graphs");
            named.names().forEach(name -> graphs.put(name, graph(named.objects(name))));
            return Optional.empty();
        }
        return Optional.of(
                json.has("selection") ? compared(id, json) : CaseResult.unsupported(NAME, id, "It has no selection."));
    }

    private CaseResult compared(String id, JsonObject json) {
        if (json.has("expected")) {
            return compared(id, json.texts("expected").toString(), () -> resolved(json));
        }
        if (json.has("expectedError")) {
            return compared(id, json.text("expectedError"), () -> resolved(json));
        }
        if (json.has("expectedParses")) {
            return compared(id, "parses: " + json.flag("expectedParses", true), () -> "parses: " + roundTrips(json));
        }
        return CaseResult.unsupported(NAME, id, "It expects neither keys nor an error nor that it parses.");
    }

    private interface Answer {
        String text();
    }

    private static CaseResult compared(String id, String expected, Answer answer) {
        try {
            return CaseResult.compared(NAME, id, expected, answer.text(), "The answers differ.");
        } catch (SelectionSyntaxException e) {
            var actual = switch (e.reason()) {
                case GRAMMAR -> "syntax";
                case VALUE -> "value";
            };
            return CaseResult.compared(NAME, id, expected, actual, String.valueOf(e.getMessage()));
        }
    }

    private String resolved(JsonObject json) {
        var selection = Selection.parse(json.text("selection"));
        var graph = graphs.get(json.text("graph", ""));
        if (graph == null) {
            return "parses";
        }
        var sources = json.flag("includeSources", false) ? Sources.INCLUDED : Sources.LEFT_OUT;
        return selection.resolve(graph, SelectionFacts.NONE, sources).toString();
    }

    private static boolean roundTrips(JsonObject json) {
        var selection = Selection.parse(json.text("selection"));
        return Selection.parse(selection.toString()).equals(selection);
    }

    private static AssetGraph graph(List<JsonObject> assets) {
        return AssetGraph.of(assets.stream().map(AssetSelectionCases::asset).toList(), List.of());
    }

    private static AssetDefinition asset(JsonObject json) {
        var key = json.parsed("key", AssetKey::parse);
        var inputs = json.parsedTexts("deps", AssetKey::parse).stream()
                .map(upstream -> input(key, upstream))
                .toList();
        var producer =
                new Producer("Cases", key.text(), inputs, List.of(key), Producer.Returns.VALUE, 0, Optional.empty());
        return AssetDefinition.builder(key, producer)
                .nature(nature(json))
                .group(json.text("group", "default"))
                .tags(json.optionalObject("tags").map(JsonObject::textsByName).orElseGet(TreeMap::new))
                .owners(json.texts("owners"))
                .kinds(json.texts("kinds"))
                .partitions(json.optionalParsed("partitions", AssetSelectionCases::partitions))
                .build();
    }

    private static Parameter input(AssetKey key, AssetKey upstream) {
        var mapping = key.equals(upstream) ? new PartitionMapping.TimeWindows(-1, -1) : new PartitionMapping.Inferred();
        return new Parameter.Input(
                "in", upstream, Parameter.Shape.HANDLE, new ValueType.Any(), mapping, Parameter.Version.PUBLISHED);
    }

    private static AssetNature nature(JsonObject json) {
        if (json.flag("observable", false)) {
            return AssetNature.OBSERVABLE;
        }
        return json.flag("external", false) ? AssetNature.EXTERNAL : AssetNature.MATERIALIZABLE;
    }

    private static PartitionsDefinition partitions(String kind) {
        var fixed = new StaticPartitionsDefinition(List.of("a", "b"));
        var days = new TimeWindowPartitionsDefinition(
                Cadence.DAILY,
                LocalDateTime.of(2020, 1, 1, 0, 0),
                Optional.empty(),
                ZoneId.of("UTC"),
                0,
                0,
                0,
                0,
                Optional.empty());
        return switch (kind) {
            case "static" -> fixed;
            case "dynamic" -> new DynamicPartitionsDefinition("keys");
            case "time" -> days;
            case "multipartitions" -> MultiPartitionsDefinition.of(Map.of("fixed", fixed, "days", days));
            default -> throw new IllegalArgumentException("There are no partitions of the kind %s.".formatted(kind));
        };
    }
}
