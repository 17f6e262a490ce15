package dev.weft.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.CheckResult;
import dev.weft.api.DataVersion;
import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.CodeVersion;
import dev.weft.asset.Column;
import dev.weft.asset.TypeRef;
import dev.weft.run.RunStatus;
import dev.weft.run.StepStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventJsonTest {

    private static final AssetPartition FLIGHTS =
            AssetPartition.of(AssetKey.parse("air/flights"), PartitionKey.of("2001-01-07|\"eu\""));
    private static final AssetPartition PLANES = AssetPartition.of(AssetKey.parse("planes"));
    private static final Trace TRACE = new Trace(
            CodeVersion.of("c1"),
            "javac 17",
            "conf",
            List.of(
                    new InputVersion(PLANES, Optional.of(DataVersion.of("d1")), 7),
                    new InputVersion(FLIGHTS, Optional.empty(), 0)));
    private static final Column COLUMN = new Column(
            "id",
            "ident",
            TypeRef.parse("java.util.List<java.lang.String>"),
            true,
            "",
            List.of(new Column("x", "x", TypeRef.of("int"), false, "a part", List.of())));

    static List<EventBody> bodies() {
        return List.of(
                new EventBody.RunQueued("air/*", Map.of("team", "ä"), 3, "weft materialize", "ada"),
                new EventBody.RunStarted(12, "hash"),
                new EventBody.RunCancelRequested("ada"),
                new EventBody.RunFinished(RunStatus.FAILED, "no\nluck"),
                new EventBody.StepStarted(2, "a2", List.of(FLIGHTS, PLANES), "code changed"),
                new EventBody.StepRetrying(1, "boom", Instant.parse("2024-05-01T06:00:00.123456789Z")),
                new EventBody.StepPublishing(2, List.of(new EventBody.Lost(PLANES, "v1", "a fact in a fact"))),
                new EventBody.StepEnded(1, StepStatus.TIMED_OUT, "5 s"),
                new EventBody.Materialization(
                        new Stored(FLIGHTS, "v1", "files", "a/b"),
                        new Content(
                                DataVersion.of("d2"), OptionalLong.of(5), OptionalLong.empty(), List.of(COLUMN), "[]"),
                        TRACE,
                        Map.of("rows", 5, "share", 0.5, "big", 1L << 40, "ok", true, "list", List.of("a", 1)),
                        true,
                        List.of("mixed inputs")),
                new EventBody.Observation(PLANES, DataVersion.of("etag"), Map.of("by", "sensor")),
                new EventBody.CheckEvaluated(
                        PLANES,
                        "not_empty",
                        true,
                        CheckResult.warn("few").with("rows", 3),
                        "v1",
                        Optional.of(DataVersion.of("d3")),
                        "c2"),
                new EventBody.Verified(PLANES, TRACE),
                new EventBody.Accepted(PLANES, TRACE, "ada", "looks right"),
                new EventBody.Rejected(
                        PLANES, TRACE, List.of("not_empty"), DataVersion.of("d4"), Map.of("not_empty", "k1")),
                new EventBody.Lost(PLANES, "v1", "not found"),
                new EventBody.Wiped(FLIGHTS, "ada"),
                new EventBody.Collected(PLANES, "v1"),
                new EventBody.GraphRecorded("main", "h", 12));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void whatIsWrittenIsRead(EventBody body) {
        assertThat(EventJson.read(EventJson.kind(body), EventJson.write(body))).isEqualTo(body);
    }

    @Test
    void everyKindOfFactHasAForm() {
        Set<Class<?>> written = bodies().stream().map(Object::getClass).collect(Collectors.toSet());

        assertThat(written).containsExactlyInAnyOrder(EventBody.class.getPermittedSubclasses());
    }

    @Test
    void aFieldOfALaterWeftIsIgnoredAndAMissingOneIsEmpty() {
        var read = EventJson.read("run_finished", "{\"status\":\"failed\",\"later\":{\"a\":[1,{}]}}");

        assertThat(read).isEqualTo(new EventBody.RunFinished(RunStatus.FAILED, ""));
    }

    @Test
    void aTextWithNulIsRefused() {
        assertThatThrownBy(() -> EventJson.write(new EventBody.RunFinished(RunStatus.FAILED, "a\0b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NUL");
    }
}
