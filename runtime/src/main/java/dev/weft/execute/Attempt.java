package dev.weft.execute;

import dev.weft.api.DataVersion;
import dev.weft.api.PartitionKey;
import dev.weft.api.Severity;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.Producer;
import dev.weft.asset.ValueType;
import dev.weft.event.Content;
import dev.weft.event.EventBody;
import dev.weft.event.Stored;
import dev.weft.event.Trace;
import dev.weft.plan.PlannedStep;
import dev.weft.plan.StalenessRule;
import dev.weft.plan.Traces;
import dev.weft.run.RunId;
import dev.weft.spi.Sealed;
import dev.weft.spi.Stage;
import dev.weft.spi.StageRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One try of a step: calls the method, writes and seals what it returns, runs the checks. Publishes nothing. */
final class Attempt {

    private final RunSetup setup;
    private final RunId run;
    private final Traces traces;
    private final Ledger ledger;
    private final PlannedStep step;
    private final StalenessRule rule;
    private final StepContext context;
    private final Map<AssetKey, Stage> stages = new ConcurrentHashMap<>();
    private final Map<AssetKey, Trace> began = new HashMap<>();

    Attempt(
            RunSetup setup,
            Traces traces,
            Ledger ledger,
            RunId run,
            PlannedStep step,
            int attempt,
            java.time.Instant now,
            BooleanSupplier ended) {
        this.setup = setup;
        this.run = run;
        this.traces = traces;
        this.ledger = ledger;
        this.step = step;
        this.rule =
                new StalenessRule(traces, ledger, setup.logic(), setup.code().config()::hash, now);
        var partition = partition();
        var window = partition.flatMap(
                key -> traces.partitionsOf(first().key()).flatMap(partitions -> partitions.window(key)));
        this.context = new StepContext(
                step.id().first().asset().text(), partition, window, run.text(), attempt, setup.clock(), now, ended);
    }

    /**
     * What an attempt made; {@code blocked} names the blocking checks that failed, {@code skipped} has the outputs that returned nothing, and of what
     * they would have been made.
     */
    record Result(
            List<EventBody.Materialization> materializations,
            List<EventBody.CheckEvaluated> checks,
            List<String> blocked,
            Map<AssetPartition, Trace> skipped) {}

    private AssetDefinition first() {
        return setup.graph().get(step.id().first().asset());
    }

    private Optional<PartitionKey> partition() {
        return step.id().first().partition();
    }

    /** What a failed attempt has open in its stores is given back at once; what it has written there stays until it is collected. */
    Result run() throws Throwable {
        try {
            return make();
        } catch (Throwable e) {
            abandon();
            throw e;
        }
    }

    private Result make() throws Throwable {
        var producer = step.producer();
        for (var output : step.outputs()) {
            var asset = setup.graph().get(output.asset());
            began.put(asset.key(), traceNow(asset));
            if (!(asset.value() instanceof ValueType.Nothing)) {
                stages.put(
                        asset.key(),
                        setup.stores()
                                .apply(asset.io())
                                .stage(new StageRequest(
                                        asset, output, versionId(), OutputTypes.stored(setup.code(), asset))));
            }
        }
        var sealed = new LinkedHashMap<AssetKey, Sealed>();
        try (var arguments = new Arguments(setup.graph(), traces, ledger, setup.stores(), setup.code())) {
            var values = arguments.of(producer, first(), partition(), context, stages, null);
            var returned = setup.code().invoke(producer, values);
            for (var entry : outputs(producer, returned).entrySet()) {
                write(entry.getKey(), entry.getValue());
                context.checkCancelled();
                sealed.put(entry.getKey(), seal(entry.getKey()));
            }
        }
        stages.forEach((key, stage) -> {
            if (!sealed.containsKey(key)) {
                stage.abandon();
            }
        });
        if (setup.limits().looksAgain()) {
            new ExternalReads(setup, traces).check(trace(first()));
        }
        if (sealed.isEmpty()) {
            return new Result(List.of(), List.of(), List.of(), skipped(sealed));
        }
        return checked(sealed);
    }

    /** Returns a new version's id: its run, by which collecting knows whether somebody still writes it, and a random part. */
    private String versionId() {
        return run.text() + "-" + UUID.randomUUID();
    }

    void abandon() {
        stages.values().forEach(Stage::abandon);
    }

    /** Returns the value of each output that is there; a skipped one is not. */
    private Map<AssetKey, Optional<Object>> outputs(Producer producer, @Nullable Object returned)
            throws ReflectiveOperationException {
        var outputs = new LinkedHashMap<AssetKey, Optional<Object>>();
        switch (producer.returns()) {
            case VALUE ->
                outputs.put(
                        first().key(),
                        first().value() instanceof ValueType.Nothing
                                ? Optional.empty()
                                : Optional.of(notNull(returned)));
            case OPTIONAL_VALUE ->
                ((Optional<?>) notNull(returned)).ifPresent(value -> outputs.put(first().key(), Optional.of(value)));
            case OUTPUTS -> {
                var components = notNull(returned).getClass().getRecordComponents();
                for (int i = 0; i < components.length; i++) {
                    var accessor = components[i].getAccessor();
                    accessor.setAccessible(true);
                    var value = notNull(accessor.invoke(returned));
                    if (!(value instanceof Optional<?> optional)) {
                        outputs.put(producer.outputs().get(i), Optional.of(value));
                    } else if (optional.isPresent()) {
                        outputs.put(producer.outputs().get(i), Optional.of(optional.get()));
                    }
                }
            }
            case WRITERS -> producer.outputs().forEach(key -> outputs.put(key, Optional.empty()));
            case OBSERVATION, CHECK, NOTHING ->
                throw new IllegalStateException(producer.place() + " makes no asset: this is a bug");
        }
        return outputs;
    }

    private Object notNull(@Nullable Object value) {
        if (value == null) {
            throw new IllegalStateException("%s returned null. Return a value, or an Optional that may be empty."
                    .formatted(step.producer().place()));
        }
        return value;
    }

    private void write(AssetKey key, Optional<Object> value) {
        var stage = stages.get(key);
        if (stage == null || value.isEmpty()) {
            return;
        }
        var what = value.get();
        if (setup.graph().get(key).value() instanceof ValueType.Rows) {
            if (what instanceof List<?> rows) {
                stage.writeRows(records(rows.stream()));
            } else {
                try (var rows = (Stream<?>) what) {
                    stage.writeRows(records(rows));
                }
            }
        } else if (!(what instanceof dev.weft.api.Files)) {
            stage.writeValue(what);
        }
    }

    private Stream<? extends Record> records(Stream<?> rows) {
        return rows.map(row -> {
            context.checkCancelled();
            return (Record) notNull(row);
        });
    }

    private Sealed seal(AssetKey key) {
        var stage = stages.get(key);
        if (stage != null) {
            var sealed = stage.seal();
            return context.reportedVersion()
                    .map(version -> new Sealed(sealed.stored(), withVersion(sealed.content(), version)))
                    .orElse(sealed);
        }
        var asset = setup.graph().get(key);
        var version = context.reportedVersion()
                .orElseGet(() -> asset.deterministic() || asset.virtual()
                        ? TraceHash.of(trace(asset), partition())
                        : DataVersion.of(UUID.randomUUID().toString()));
        return new Sealed(
                new Stored(
                        new AssetPartition(key, partition()), UUID.randomUUID().toString(), asset.io(), ""),
                new Content(version, OptionalLong.empty(), OptionalLong.empty(), List.of(), ""));
    }

    private static Content withVersion(Content content, DataVersion version) {
        return new Content(version, content.rows(), content.bytes(), content.columns(), content.preview());
    }

    /** What is read is fixed when the attempt begins: a version that somebody saw later is not what it read. */
    private Trace trace(AssetDefinition asset) {
        return Objects.requireNonNull(began.get(asset.key()));
    }

    private Trace traceNow(AssetDefinition asset) {
        return rule.traceNow(asset, partition());
    }

    private List<String> flags(AssetDefinition asset) {
        return new MixedInputs(setup.graph(), ledger)
                        .disagreement(asset, trace(asset))
                        .isPresent()
                ? List.of(MixedInputs.FLAG)
                : List.of();
    }

    private Result checked(Map<AssetKey, Sealed> sealed) {
        var materializations = new ArrayList<EventBody.Materialization>();
        var checks = new ArrayList<EventBody.CheckEvaluated>();
        var blocked = new ArrayList<String>();
        var calls = new CheckCalls(setup, traces, ledger);
        sealed.forEach((key, version) -> {
            var asset = setup.graph().get(key);
            for (var check : setup.graph().checksOf(key)) {
                var evaluated = calls.evaluate(check, asset, partition(), context, stages, version);
                checks.add(evaluated);
                if (check.blocking() && evaluated.result().severity() == Severity.FAIL) {
                    blocked.add(check.name());
                }
            }
            materializations.add(new EventBody.Materialization(
                    version.stored(),
                    Masked.content(version.content()),
                    trace(asset),
                    context.reported(),
                    false,
                    flags(asset)));
        });
        return new Result(materializations, checks, blocked, skipped(sealed));
    }

    private Map<AssetPartition, Trace> skipped(Map<AssetKey, Sealed> sealed) {
        return step.outputs().stream()
                .filter(output -> !sealed.containsKey(output.asset()))
                .collect(Collectors.toMap(
                        output -> output, output -> trace(setup.graph().get(output.asset()))));
    }
}
