package dev.weft.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weft.api.CheckResult;
import dev.weft.api.DataVersion;
import dev.weft.api.PartitionKey;
import dev.weft.api.Severity;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.CodeVersion;
import dev.weft.asset.Column;
import dev.weft.asset.TypeRef;
import dev.weft.run.RunStatus;
import dev.weft.run.StepStatus;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Facts as JSON: how the event log stores them, for ever.
 *
 * <p>Kinds and fields are in snake_case. A field that a reader does not know is ignored, one that is missing is empty, 0 or false. Metadata keeps
 * texts, numbers, booleans, lists and maps; anything else becomes its text.
 */
public final class EventJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private static final List<Kind<?>> KINDS = List.of(
            new Kind<>(
                    "run_queued",
                    EventBody.RunQueued.class,
                    (body, to) -> to.put("selection", body.selection())
                            .put("tags", body.tags())
                            .put("steps", body.steps())
                            .put("command", body.command())
                            .put("user", body.user()),
                    from -> new EventBody.RunQueued(
                            from.text("selection"),
                            from.texts("tags"),
                            (int) from.number("steps"),
                            from.text("command"),
                            from.text("user"))),
            new Kind<>(
                    "run_started",
                    EventBody.RunStarted.class,
                    (body, to) -> to.put("snapshot", body.snapshot()).put("graph", body.graph()),
                    from -> new EventBody.RunStarted(from.number("snapshot"), from.text("graph"))),
            new Kind<>(
                    "run_cancel_requested",
                    EventBody.RunCancelRequested.class,
                    (body, to) -> to.put("by", body.by()),
                    from -> new EventBody.RunCancelRequested(from.text("by"))),
            new Kind<>(
                    "run_finished",
                    EventBody.RunFinished.class,
                    (body, to) -> to.put("status", word(body.status())).put("reason", body.reason()),
                    from -> new EventBody.RunFinished(from.word("status", RunStatus.class), from.text("reason"))),
            new Kind<>(
                    "step_started",
                    EventBody.StepStarted.class,
                    (body, to) -> to.put("attempt", body.attempt())
                            .put("attempt_id", body.attemptId())
                            .put(
                                    "outputs",
                                    body.outputs().stream().map(EventJson::tree).toList())
                            .put("reason", body.reason()),
                    from -> new EventBody.StepStarted(
                            (int) from.number("attempt"),
                            from.text("attempt_id"),
                            from.objects("outputs")
                                    .map(EventJson::assetPartition)
                                    .toList(),
                            from.text("reason"))),
            new Kind<>(
                    "step_retrying",
                    EventBody.StepRetrying.class,
                    (body, to) -> to.put("attempt", body.attempt())
                            .put("error", body.error())
                            .put("retry_at", body.retryAt().toString()),
                    from -> new EventBody.StepRetrying(
                            (int) from.number("attempt"), from.text("error"), Instant.parse(from.text("retry_at")))),
            new Kind<>(
                    "step_publishing",
                    EventBody.StepPublishing.class,
                    (body, to) -> to.put("attempt", body.attempt())
                            .put(
                                    "facts",
                                    body.facts().stream()
                                            .map(EventJson::factTree)
                                            .toList()),
                    from -> new EventBody.StepPublishing(
                            (int) from.number("attempt"),
                            from.objects("facts").map(EventJson::fact).toList())),
            new Kind<>(
                    "step_ended",
                    EventBody.StepEnded.class,
                    (body, to) -> to.put("attempt", body.attempt())
                            .put("status", word(body.status()))
                            .put("reason", body.reason()),
                    from -> new EventBody.StepEnded(
                            (int) from.number("attempt"), from.word("status", StepStatus.class), from.text("reason"))),
            new Kind<>(
                    "materialization",
                    EventBody.Materialization.class,
                    (body, to) -> to.put("stored", tree(body.stored()))
                            .put("content", tree(body.content()))
                            .put("trace", tree(body.trace()))
                            .put("metadata", body.metadata())
                            .put("reported", body.reported())
                            .put("flags", body.flags()),
                    from -> new EventBody.Materialization(
                            stored(from.object("stored")),
                            content(from.object("content")),
                            trace(from.object("trace")),
                            from.map("metadata"),
                            from.flag("reported"),
                            from.list("flags").stream().map(String::valueOf).toList())),
            new Kind<>(
                    "observation",
                    EventBody.Observation.class,
                    (body, to) -> to.put("what", tree(body.what()))
                            .put("data_version", body.dataVersion().text())
                            .put("metadata", body.metadata()),
                    from -> new EventBody.Observation(
                            from.assetPartition("what"),
                            DataVersion.of(from.text("data_version")),
                            from.map("metadata"))),
            new Kind<>(
                    "check_evaluated",
                    EventBody.CheckEvaluated.class,
                    (body, to) -> to.put("what", tree(body.what()))
                            .put("check", body.check())
                            .put("blocking", body.blocking())
                            .put("severity", word(body.result().severity()))
                            .put("message", body.result().message())
                            .put("metadata", body.result().metadata())
                            .put("version_id", body.versionId())
                            .put("data_version", body.dataVersion().map(DataVersion::text))
                            .put("code_version", body.codeVersion()),
                    from -> new EventBody.CheckEvaluated(
                            from.assetPartition("what"),
                            from.text("check"),
                            from.flag("blocking"),
                            new CheckResult(
                                    from.word("severity", Severity.class), from.text("message"), from.map("metadata")),
                            from.text("version_id"),
                            from.optional("data_version").map(DataVersion::of),
                            from.text("code_version"))),
            new Kind<>(
                    "verified",
                    EventBody.Verified.class,
                    (body, to) -> to.put("what", tree(body.what())).put("trace", tree(body.trace())),
                    from -> new EventBody.Verified(from.assetPartition("what"), trace(from.object("trace")))),
            new Kind<>(
                    "accepted",
                    EventBody.Accepted.class,
                    (body, to) -> to.put("what", tree(body.what()))
                            .put("trace", tree(body.trace()))
                            .put("by", body.by())
                            .put("why", body.why()),
                    from -> new EventBody.Accepted(
                            from.assetPartition("what"),
                            trace(from.object("trace")),
                            from.text("by"),
                            from.text("why"))),
            new Kind<>(
                    "rejected",
                    EventBody.Rejected.class,
                    (body, to) -> to.put("what", tree(body.what()))
                            .put("trace", tree(body.trace()))
                            .put("checks", body.checks())
                            .put("candidate", body.candidate().text())
                            .put("check_versions", body.checkVersions()),
                    from -> new EventBody.Rejected(
                            from.assetPartition("what"),
                            trace(from.object("trace")),
                            from.list("checks").stream().map(String::valueOf).toList(),
                            DataVersion.of(from.text("candidate")),
                            from.texts("check_versions"))),
            new Kind<>(
                    "lost",
                    EventBody.Lost.class,
                    (body, to) -> to.put("what", tree(body.what()))
                            .put("version_id", body.versionId())
                            .put("reason", body.reason()),
                    from -> new EventBody.Lost(
                            from.assetPartition("what"), from.text("version_id"), from.text("reason"))),
            new Kind<>(
                    "collected",
                    EventBody.Collected.class,
                    (body, to) -> to.put("what", tree(body.what())).put("version_id", body.versionId()),
                    from -> new EventBody.Collected(from.assetPartition("what"), from.text("version_id"))),
            new Kind<>(
                    "wiped",
                    EventBody.Wiped.class,
                    (body, to) -> to.put("what", tree(body.what())).put("by", body.by()),
                    from -> new EventBody.Wiped(from.assetPartition("what"), from.text("by"))),
            new Kind<>(
                    "graph_recorded",
                    EventBody.GraphRecorded.class,
                    (body, to) -> to.put("code_location", body.codeLocation())
                            .put("hash", body.hash())
                            .put("assets", body.assets()),
                    from -> new EventBody.GraphRecorded(
                            from.text("code_location"), from.text("hash"), (int) from.number("assets"))));

    private static final Map<Class<?>, Kind<?>> BY_TYPE =
            KINDS.stream().collect(Collectors.toUnmodifiableMap(Kind::type, Function.identity()));
    private static final Map<String, Kind<?>> BY_NAME =
            KINDS.stream().collect(Collectors.toUnmodifiableMap(Kind::name, Function.identity()));

    private EventJson() {}

    /** Returns the name of a fact's kind, such as {@code step_started}. */
    public static String kind(EventBody body) {
        return kindOf(body).name();
    }

    /**
     * Returns a fact's fields as one line of JSON.
     *
     * @throws IllegalArgumentException if a text in it has a NUL character, which no database keeps
     */
    public static String write(EventBody body) {
        var json = new StringWriter();
        try (var generator = FACTORY.createGenerator(json)) {
            write(kindOf(body).fields(body), generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return json.toString();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if the kind is unknown or the text is not the JSON of such a fact
     */
    public static EventBody read(String kind, String json) {
        var known = BY_NAME.get(kind);
        if (known == null) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a kind of event that this Weft knows. Use the Weft that recorded it."
                            .formatted(kind));
        }
        try (var parser = FACTORY.createParser(json)) {
            parser.nextToken();
            return known.read(Fields.of(read(parser)));
        } catch (IOException e) {
            throw new IllegalArgumentException("An event of kind %s is not JSON: %s".formatted(kind, json), e);
        }
    }

    private static Map<String, Object> factTree(EventBody fact) {
        var kind = kindOf(fact);
        return new Tree()
                .put("kind", kind.name())
                .put("body", kind.fields(fact))
                .fields();
    }

    private static EventBody fact(Fields from) {
        var kind = BY_NAME.get(from.text("kind"));
        if (kind == null) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a kind of event that this Weft knows. Use the Weft that recorded it."
                            .formatted(from.text("kind")));
        }
        return kind.read(from.object("body"));
    }

    private static Kind<?> kindOf(EventBody body) {
        var kind = BY_TYPE.get(body.getClass());
        if (kind == null) {
            throw new IllegalStateException("%s has no JSON form. This is a bug.".formatted(body.getClass()));
        }
        return kind;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> tree(AssetPartition what) {
        return new Tree()
                .put("asset", what.asset().text())
                .put("partition", what.partition().map(PartitionKey::text))
                .fields();
    }

    private static AssetPartition assetPartition(Fields from) {
        return new AssetPartition(
                new AssetKey(from.text("asset")), from.optional("partition").map(PartitionKey::of));
    }

    private static Map<String, Object> tree(Stored stored) {
        return new Tree()
                .put("what", tree(stored.what()))
                .put("version_id", stored.versionId())
                .put("io", stored.io())
                .put("location", stored.location())
                .fields();
    }

    private static Stored stored(Fields from) {
        return new Stored(from.assetPartition("what"), from.text("version_id"), from.text("io"), from.text("location"));
    }

    private static Map<String, Object> tree(Content content) {
        return new Tree()
                .put("data_version", content.dataVersion().text())
                .put("rows", optional(content.rows()))
                .put("bytes", optional(content.bytes()))
                .put("columns", content.columns().stream().map(EventJson::tree).toList())
                .put("preview", content.preview())
                .fields();
    }

    private static Content content(Fields from) {
        return new Content(
                DataVersion.of(from.text("data_version")),
                from.optionalNumber("rows"),
                from.optionalNumber("bytes"),
                from.objects("columns").map(EventJson::column).toList(),
                from.text("preview"));
    }

    private static Map<String, Object> tree(Column column) {
        return new Tree()
                .put("name", column.name())
                .put("component", column.component())
                .put("type", column.type().toString())
                .put("nullable", column.nullable())
                .put("description", column.description())
                .put("fields", column.fields().stream().map(EventJson::tree).toList())
                .fields();
    }

    private static Column column(Fields from) {
        return new Column(
                from.text("name"),
                from.text("component"),
                TypeRef.parse(from.text("type")),
                from.flag("nullable"),
                from.text("description"),
                from.objects("fields").map(EventJson::column).toList());
    }

    private static Map<String, Object> tree(Trace trace) {
        return new Tree()
                .put("code_version", trace.codeVersion().text())
                .put("compiler", Optional.of(trace.compiler()).filter(compiler -> !compiler.isEmpty()))
                .put("config", trace.config())
                .put("inputs", trace.inputs().stream().map(EventJson::tree).toList())
                .fields();
    }

    private static Trace trace(Fields from) {
        return new Trace(
                CodeVersion.of(from.text("code_version")),
                from.text("compiler"),
                from.text("config"),
                from.objects("inputs").map(EventJson::input).toList());
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

    private static void write(@Nullable Object value, JsonGenerator to) throws IOException {
        if (value == null) {
            to.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            to.writeStartObject();
            for (var entry : map.entrySet()) {
                to.writeFieldName(withoutNul(String.valueOf(entry.getKey())));
                write(entry.getValue(), to);
            }
            to.writeEndObject();
        } else if (value instanceof Iterable<?> list) {
            to.writeStartArray();
            for (var element : list) {
                write(element, to);
            }
            to.writeEndArray();
        } else if (value instanceof Boolean flag) {
            to.writeBoolean(flag);
        } else if (value instanceof Number number) {
            write(number, to);
        } else {
            to.writeString(withoutNul(value.toString()));
        }
    }

    private static void write(Number number, JsonGenerator to) throws IOException {
        if (number instanceof Double || number instanceof Float) {
            to.writeNumber(number.doubleValue());
        } else if (number instanceof Integer
                || number instanceof Long
                || number instanceof Short
                || number instanceof Byte) {
            to.writeNumber(number.longValue());
        } else {
            to.writeNumber(new java.math.BigDecimal(number.toString()));
        }
    }

    private static String withoutNul(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "The text \"%s\" has a NUL character, which the catalog cannot keep. Leave it out."
                            .formatted(text.replace('\0', '?')));
        }
        return text;
    }

    private static @Nullable Object read(JsonParser from) throws IOException {
        var token = from.currentToken();
        if (token == null) {
            throw new IOException("The text ends too early.");
        }
        return switch (token) {
            case START_OBJECT -> readObject(from);
            case START_ARRAY -> readArray(from);
            case VALUE_STRING -> from.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> from.getNumberValue();
            case VALUE_NUMBER_FLOAT -> from.getDoubleValue();
            default -> null;
        };
    }

    private static Map<String, Object> readObject(JsonParser from) throws IOException {
        var map = new LinkedHashMap<String, Object>();
        while (from.nextToken() != JsonToken.END_OBJECT) {
            var name = from.currentName();
            from.nextToken();
            var value = read(from);
            if (value != null) {
                map.put(name, value);
            }
        }
        return map;
    }

    private static List<Object> readArray(JsonParser from) throws IOException {
        var list = new ArrayList<>();
        while (from.nextToken() != JsonToken.END_ARRAY) {
            var value = read(from);
            if (value != null) {
                list.add(value);
            }
        }
        return list;
    }

    /** One kind of fact: its name, and how its fields go to JSON and come back. */
    private record Kind<B extends EventBody>(
            String name, Class<B> type, BiConsumer<B, Tree> writer, Function<Fields, B> reader) {

        Map<String, Object> fields(EventBody body) {
            var tree = new Tree();
            writer.accept(type.cast(body), tree);
            return tree.fields();
        }

        B read(Fields fields) {
            return reader.apply(fields);
        }
    }

    /** The fields of an object that is being written. */
    private record Tree(Map<String, Object> fields) {

        Tree() {
            this(new LinkedHashMap<>());
        }

        Tree put(String name, Object value) {
            fields.put(name, value);
            return this;
        }

        Tree put(String name, Optional<?> value) {
            value.ifPresent(some -> fields.put(name, some));
            return this;
        }
    }

    /** The fields of an object that was read. */
    private record Fields(Map<?, ?> map) {

        static Fields of(@Nullable Object value) {
            return new Fields(value instanceof Map<?, ?> map ? map : Map.of());
        }

        String text(String name) {
            return optional(name).orElse("");
        }

        Optional<String> optional(String name) {
            return map.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
        }

        long number(String name) {
            return optionalNumber(name).orElse(0);
        }

        OptionalLong optionalNumber(String name) {
            return map.get(name) instanceof Number number ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
        }

        boolean flag(String name) {
            return Boolean.TRUE.equals(map.get(name));
        }

        <E extends Enum<E>> E word(String name, Class<E> type) {
            return Enum.valueOf(type, text(name).toUpperCase(Locale.ROOT));
        }

        Fields object(String name) {
            return of(map.get(name));
        }

        AssetPartition assetPartition(String name) {
            return EventJson.assetPartition(object(name));
        }

        List<?> list(String name) {
            return map.get(name) instanceof List<?> list ? list : List.of();
        }

        Stream<Fields> objects(String name) {
            return list(name).stream().map(Fields::of);
        }

        Map<String, Object> map(String name) {
            var copy = new LinkedHashMap<String, Object>();
            object(name).map.forEach((key, value) -> copy.put(String.valueOf(key), value));
            return copy;
        }

        Map<String, String> texts(String name) {
            var copy = new LinkedHashMap<String, String>();
            object(name).map.forEach((key, value) -> copy.put(String.valueOf(key), String.valueOf(value)));
            return copy;
        }
    }
}
