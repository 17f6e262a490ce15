package dev.weft.benchmarks.small;

import dev.weft.api.DataVersion;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.CodeVersion;
import dev.weft.event.Content;
import dev.weft.event.EventBody;
import dev.weft.event.EventJson;
import dev.weft.event.InputVersion;
import dev.weft.event.Stored;
import dev.weft.event.Trace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The JSON of a materialization with three inputs, as the event log keeps it. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls what makes them
public class Events {

    private EventBody body;
    private String kind;
    private String json;

    @Setup
    public void make() {
        body = materialization("flights/daily");
        kind = EventJson.kind(body);
        json = EventJson.write(body);
    }

    static EventBody materialization(String key) {
        var inputs = List.of("drop", "airports", "carriers").stream()
                .map(name -> new InputVersion(
                        new AssetPartition(AssetKey.parse(name), Optional.empty()),
                        Optional.of(DataVersion.of("0f1e2d3c4b5a69788796a5b4c3d2e1f0")),
                        4711))
                .toList();
        return new EventBody.Materialization(
                new Stored(
                        new AssetPartition(AssetKey.parse(key), Optional.empty()),
                        "2s0jxkuyyb37-1",
                        "default",
                        "flights/daily/2s0jxkuyyb37-1.parquet"),
                new Content(
                        DataVersion.of("00112233445566778899aabbccddeeff"),
                        OptionalLong.of(16_483),
                        OptionalLong.of(301_234),
                        List.of(),
                        ""),
                new Trace(CodeVersion.of("3f2a9c01"), "", inputs),
                Map.of(),
                false,
                List.of());
    }

    @Benchmark
    public String writeEvent() {
        return EventJson.write(body);
    }

    @Benchmark
    public EventBody readEvent() {
        return EventJson.read(kind, json);
    }
}
