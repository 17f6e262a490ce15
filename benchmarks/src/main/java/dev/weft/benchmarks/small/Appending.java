package dev.weft.benchmarks.small;

import dev.weft.benchmarks.measure.Bench;
import dev.weft.catalog.Catalog;
import dev.weft.catalog.CatalogSettings;
import dev.weft.catalog.Catalogs;
import dev.weft.event.EventBody;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A group of materializations recorded in a durable catalog on H2: one commit, forced to the disk. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls what makes them
public class Appending {

    @Param({"1", "100"})
    public int events;

    private Path folder;
    private Catalog catalog;
    private List<EventBody> group;

    @Setup
    public void open() throws IOException {
        folder = Files.createTempDirectory("weft-append");
        catalog = Catalogs.open(CatalogSettings.h2(folder.resolve("catalog")));
        group = IntStream.range(0, events)
                .mapToObj(number -> Events.materialization("asset" + number))
                .toList();
    }

    @Benchmark
    public List<Long> appendGroup() {
        return catalog.record(Optional.empty(), group).join();
    }

    @TearDown
    public void close() throws IOException {
        catalog.close();
        Bench.delete(folder);
    }
}
