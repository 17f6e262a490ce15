package dev.weft.graph;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetNature;
import dev.weft.asset.CheckDefinition;
import dev.weft.asset.Column;
import dev.weft.asset.ConfigField;
import dev.weft.asset.FactoryDefinition;
import dev.weft.asset.Parameter;
import dev.weft.asset.Producer;
import dev.weft.asset.StepPolicy;
import dev.weft.asset.TypeRef;
import dev.weft.asset.ValueType;
import dev.weft.json.JsonObject;
import dev.weft.partition.DynamicPartitionsDefinition;
import dev.weft.partition.MultiPartitionsDefinition;
import dev.weft.partition.PartitionMapping;
import dev.weft.partition.PartitionsDefinition;
import dev.weft.partition.StaticPartitionsDefinition;
import dev.weft.partition.TimeWindowPartitionsDefinition;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what {@link DefinitionWriter} writes; an unknown field is an error, for it would change the meaning. */
final class DefinitionReader {

    private static final Set<String> ASSET_FIELDS = Set.of(
            "key",
            "nature",
            "description",
            "group",
            "owners",
            "tags",
            "kinds",
            "value",
            "io",
            "partitionColumn",
            "partitions",
            "producer",
            "codeVersion",
            "deterministic",
            "virtual",
            "policy",
            "refresh",
            "formerly",
            "codeLocation");

    private static final Set<String> PRODUCER_FIELDS =
            Set.of("class", "method", "parameters", "outputs", "returns", "line", "factory", "spec");
    private static final Set<String> INPUT_FIELDS = Set.of("name", "upstream", "shape", "value", "mapping", "version");

    // What many assets have alike is read once.
    private final Map<JsonObject, PartitionsDefinition> partitions = new HashMap<>();
    private final Map<String, TypeRef> types = new HashMap<>();
    private final Map<String, AssetKey> keys = new HashMap<>();

    private final String codeLocation;

    private DefinitionReader(String codeLocation) {
        this.codeLocation = codeLocation;
    }

    /** @param codeLocation of the assets that name none */
    static Definitions definitions(JsonObject json, String codeLocation) {
        return new DefinitionReader(codeLocation).read(json);
    }

    private Definitions read(JsonObject json) {
        json.only(Set.of("format", "assets", "checks", "factories"));
        return new Definitions(
                json.objects("assets").stream().map(this::asset).toList(),
                json.objects("checks").stream().map(this::check).toList(),
                json.objects("factories").stream()
                        .map(DefinitionReader::factory)
                        .toList());
    }

    private static FactoryDefinition factory(JsonObject json) {
        json.only(Set.of("class", "method", "prefix", "reads", "group"));
        return new FactoryDefinition(
                json.text("class"),
                json.text("method"),
                json.text("prefix"),
                json.texts("reads"),
                json.text("group", "default"));
    }

    private AssetDefinition asset(JsonObject json) {
        json.only(ASSET_FIELDS);
        var builder = AssetDefinition.builder(json.parsed("key", this::key), producer(json.object("producer")))
                .nature(json.constant("nature", AssetNature.MATERIALIZABLE))
                .description(json.text("description", ""))
                .group(json.text("group", "default"))
                .owners(json.texts("owners"))
                .kinds(json.texts("kinds"))
                .io(json.text("io", "default"))
                .partitionColumn(json.optionalText("partitionColumn"))
                .partitions(json.optionalObject("partitions").map(this::partitions))
                .codeVersion(json.optionalText("codeVersion"))
                .deterministic(json.flag("deterministic", false))
                .virtual(json.flag("virtual", false))
                .refresh(json.optionalParsed("refresh", Duration::parse))
                .formerly(json.optionalParsed("formerly", this::key))
                .codeLocation(json.text("codeLocation", codeLocation));
        json.optionalObject("tags").map(JsonObject::textsByName).ifPresent(builder::tags);
        json.optionalObject("value").map(this::value).ifPresent(builder::value);
        json.optionalObject("policy").map(DefinitionReader::policy).ifPresent(builder::policy);
        return builder.build();
    }

    private CheckDefinition check(JsonObject json) {
        json.only(Set.of("asset", "name", "blocking", "description", "method"));
        return new CheckDefinition(
                json.parsed("asset", this::key),
                json.text("name"),
                json.flag("blocking", false),
                json.text("description", ""),
                producer(json.object("method")));
    }

    private Producer producer(JsonObject json) {
        json.only(PRODUCER_FIELDS);
        return new Producer(
                json.text("class"),
                json.text("method"),
                json.objects("parameters").stream().map(this::parameter).toList(),
                json.parsedTexts("outputs", this::key),
                json.constant("returns", Producer.Returns.VALUE),
                json.integer("line", 0),
                json.optionalText("factory"),
                json.optionalText("spec"));
    }

    private Parameter parameter(JsonObject json) {
        if (json.has("special")) {
            json.only(Set.of("name", "special", "type", "fields"));
            return new Parameter.Special(
                    json.text("name"),
                    json.constant("special", Parameter.Kind.class),
                    json.parsed("type", this::type),
                    configFields(json));
        }
        if (json.has("output")) {
            json.only(Set.of("name", "output", "rows"));
            return new Parameter.Output(json.text("name"), json.parsed("output", this::key), rows(json.object("rows")));
        }
        json.only(INPUT_FIELDS);
        return new Parameter.Input(
                json.text("name"),
                json.parsed("upstream", this::key),
                json.constant("shape", Parameter.Shape.PLAIN),
                value(json.object("value")),
                json.optionalObject("mapping").map(DefinitionReader::mapping).orElseGet(PartitionMapping.Inferred::new),
                json.constant("version", Parameter.Version.PUBLISHED));
    }

    private List<ConfigField> configFields(JsonObject json) {
        return json.objects("fields").stream()
                .map(field -> new ConfigField(
                        field.only(Set.of("name", "type", "default", "fields")).text("name"),
                        field.parsed("type", this::type),
                        field.optionalText("default"),
                        configFields(field)))
                .toList();
    }

    private static StepPolicy policy(JsonObject json) {
        json.only(Set.of("retries", "delay", "maxDelay", "retryOn", "retryNever", "jitter", "timeout", "pool"));
        var standard = StepPolicy.DEFAULT;
        try {
            return new StepPolicy(
                    json.integer("retries", standard.retries()),
                    json.optionalParsed("delay", Duration::parse).orElse(standard.delay()),
                    json.optionalParsed("maxDelay", Duration::parse).orElse(standard.maxDelay()),
                    json.texts("retryOn"),
                    json.texts("retryNever"),
                    json.decimal("jitter", standard.jitter()),
                    json.optionalParsed("timeout", Duration::parse),
                    json.optionalText("pool"));
        } catch (IllegalArgumentException e) {
            throw json.invalid(e);
        }
    }

    private ValueType value(JsonObject json) {
        return switch (json.text("is")) {
            case "rows" -> rows(json);
            case "relation" -> new ValueType.Relation();
            case "files" -> new ValueType.Files();
            case "single" ->
                new ValueType.Single(json.parsed("type", this::type), json.parsedTexts("supertypes", this::type));
            case "nothing" -> new ValueType.Nothing();
            case "any" -> new ValueType.Any();
            default -> throw json.wrong("is", "rows, relation, files, single, nothing or any");
        };
    }

    private ValueType.Rows rows(JsonObject json) {
        json.only(Set.of("is", "row", "form", "columns"));
        return new ValueType.Rows(
                json.parsed("row", this::type),
                json.objects("columns").stream().map(this::column).toList(),
                json.constant("form", ValueType.Rows.Form.LIST));
    }

    private Column column(JsonObject json) {
        json.only(Set.of("name", "component", "type", "nullable", "description", "fields"));
        var name = json.text("name");
        var type = json.parsed("type", this::type);
        return new Column(
                name,
                json.text("component", name),
                type,
                json.flag("nullable", !type.isPrimitive()),
                json.text("description", ""),
                json.objects("fields").stream().map(this::column).toList());
    }

    private AssetKey key(String text) {
        return keys.computeIfAbsent(text, AssetKey::parse);
    }

    private TypeRef type(String text) {
        return types.computeIfAbsent(text, TypeRef::parse);
    }

    private PartitionsDefinition partitions(JsonObject json) {
        var known = partitions.get(json);
        if (known == null) {
            known = newPartitions(json);
            partitions.put(json, known);
        }
        return known;
    }

    private PartitionsDefinition newPartitions(JsonObject json) {
        try {
            return switch (json.text("is")) {
                case "static" -> new StaticPartitionsDefinition(json.texts("keys"));
                case "dynamic" -> new DynamicPartitionsDefinition(json.text("name"));
                case "multi" -> {
                    var dimensions = json.object("dimensions");
                    yield new MultiPartitionsDefinition(dimensions.byName(name -> partitions(dimensions.object(name))));
                }
                case "hourly", "daily", "weekly", "monthly", "cron" -> timeWindows(json);
                default -> throw json.wrong("is", "static, dynamic, multi, hourly, daily, weekly, monthly or cron");
            };
        } catch (IllegalArgumentException e) {
            throw json.invalid(e);
        }
    }

    private static TimeWindowPartitionsDefinition timeWindows(JsonObject json) {
        json.only(Set.of("is", "start", "end", "zone", "minuteOffset", "hourOffset", "dayOffset", "endOffset", "cron"));
        return new TimeWindowPartitionsDefinition(
                json.constant("is", TimeWindowPartitionsDefinition.Cadence.class),
                json.parsed("start", LocalDateTime::parse),
                json.optionalParsed("end", LocalDateTime::parse),
                json.optionalParsed("zone", ZoneId::of).orElseGet(() -> ZoneId.of("UTC")),
                json.integer("minuteOffset", 0),
                json.integer("hourOffset", 0),
                json.integer("dayOffset", 0),
                json.integer("endOffset", 0),
                json.optionalText("cron"));
    }

    private static PartitionMapping mapping(JsonObject json) {
        return switch (json.text("is")) {
            case "inferred" -> new PartitionMapping.Inferred();
            case "identity" -> new PartitionMapping.Identity();
            case "time_windows" -> new PartitionMapping.TimeWindows(json.integer("from", 0), json.integer("to", 0));
            case "all" -> new PartitionMapping.All();
            case "last" -> new PartitionMapping.Last();
            case "specific" -> new PartitionMapping.Specific(json.parsedTexts("keys", PartitionKey::of));
            case "keys" -> {
                var entries = json.object("entries");
                yield new PartitionMapping.Keys(entries.byName(entries::texts));
            }
            case "dimensions" ->
                new PartitionMapping.Dimensions(json.object("pairs").textsByName());
            default ->
                throw json.wrong("is", "inferred, identity, time_windows, all, last, specific, keys or dimensions");
        };
    }
}
