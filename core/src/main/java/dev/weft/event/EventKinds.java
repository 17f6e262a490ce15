package dev.weft.event;

import dev.weft.api.CheckResult;
import dev.weft.api.DataVersion;
import dev.weft.api.Severity;
import dev.weft.run.RunStatus;
import dev.weft.run.StepStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kinds of facts, each with its name and how its fields go to JSON and come back. A name, once released, stays. */
final class EventKinds {

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
                                    body.outputs().stream()
                                            .map(EventParts::tree)
                                            .toList())
                            .put("reason", body.reason()),
                    from -> new EventBody.StepStarted(
                            (int) from.number("attempt"),
                            from.text("attempt_id"),
                            from.objects("outputs")
                                    .map(EventParts::assetPartition)
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
                                            .map(EventKinds::factTree)
                                            .toList()),
                    from -> new EventBody.StepPublishing(
                            (int) from.number("attempt"),
                            from.objects("facts").map(EventKinds::fact).toList())),
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
                    (body, to) -> to.put("stored", EventParts.tree(body.stored()))
                            .put("content", EventParts.tree(body.content()))
                            .put("trace", EventParts.tree(body.trace()))
                            .put("metadata", body.metadata())
                            .put("reported", body.reported())
                            .put("flags", body.flags()),
                    from -> new EventBody.Materialization(
                            EventParts.stored(from.object("stored")),
                            EventParts.content(from.object("content")),
                            EventParts.trace(from.object("trace")),
                            from.map("metadata"),
                            from.flag("reported"),
                            from.list("flags").stream().map(String::valueOf).toList())),
            new Kind<>(
                    "observation",
                    EventBody.Observation.class,
                    (body, to) -> to.put("what", EventParts.tree(body.what()))
                            .put("data_version", body.dataVersion().text())
                            .put("metadata", body.metadata()),
                    from -> new EventBody.Observation(
                            from.assetPartition("what"),
                            DataVersion.of(from.text("data_version")),
                            from.map("metadata"))),
            new Kind<>(
                    "check_evaluated",
                    EventBody.CheckEvaluated.class,
                    (body, to) -> to.put("what", EventParts.tree(body.what()))
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
                    (body, to) ->
                            to.put("what", EventParts.tree(body.what())).put("trace", EventParts.tree(body.trace())),
                    from -> new EventBody.Verified(
                            from.assetPartition("what"), EventParts.trace(from.object("trace")))),
            new Kind<>(
                    "accepted",
                    EventBody.Accepted.class,
                    (body, to) -> to.put("what", EventParts.tree(body.what()))
                            .put("trace", EventParts.tree(body.trace()))
                            .put("by", body.by())
                            .put("why", body.why()),
                    from -> new EventBody.Accepted(
                            from.assetPartition("what"),
                            EventParts.trace(from.object("trace")),
                            from.text("by"),
                            from.text("why"))),
            new Kind<>(
                    "rejected",
                    EventBody.Rejected.class,
                    (body, to) -> to.put("what", EventParts.tree(body.what()))
                            .put("trace", EventParts.tree(body.trace()))
                            .put("checks", body.checks())
                            .put("candidate", body.candidate().text())
                            .put("check_versions", body.checkVersions()),
                    from -> new EventBody.Rejected(
                            from.assetPartition("what"),
                            EventParts.trace(from.object("trace")),
                            from.list("checks").stream().map(String::valueOf).toList(),
                            DataVersion.of(from.text("candidate")),
                            from.texts("check_versions"))),
            new Kind<>(
                    "lost",
                    EventBody.Lost.class,
                    (body, to) -> to.put("what", EventParts.tree(body.what()))
                            .put("version_id", body.versionId())
                            .put("reason", body.reason()),
                    from -> new EventBody.Lost(
                            from.assetPartition("what"), from.text("version_id"), from.text("reason"))),
            new Kind<>(
                    "collected",
                    EventBody.Collected.class,
                    (body, to) -> to.put("what", EventParts.tree(body.what())).put("version_id", body.versionId()),
                    from -> new EventBody.Collected(from.assetPartition("what"), from.text("version_id"))),
            new Kind<>(
                    "wiped",
                    EventBody.Wiped.class,
                    (body, to) -> to.put("what", EventParts.tree(body.what())).put("by", body.by()),
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

    private EventKinds() {}

    /** Returns the kind of a fact. */
    static Kind<?> of(EventBody body) {
        var kind = BY_TYPE.get(body.getClass());
        if (kind == null) {
            throw new IllegalStateException("%s has no JSON form. This is a bug.".formatted(body.getClass()));
        }
        return kind;
    }

    /**
     * Returns the kind of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Kind<?> named(String name) {
        var kind = BY_NAME.get(name);
        if (kind == null) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a kind of event that this Weft knows. Use the Weft that recorded it."
                            .formatted(name));
        }
        return kind;
    }

    private static Map<String, Object> factTree(EventBody fact) {
        var kind = of(fact);
        return new Tree()
                .put("kind", kind.name())
                .put("body", kind.fields(fact))
                .fields();
    }

    private static EventBody fact(Fields from) {
        return named(from.text("kind")).read(from.object("body"));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** One kind of fact: its name, and how its fields go to JSON and come back. */
    record Kind<B extends EventBody>(
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
}
