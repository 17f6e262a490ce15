package dev.weft.benchmarks.small;

import dev.weft.partition.PartitionSet;
import dev.weft.partition.Partitions;
import dev.weft.partition.StaticPartitionsDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Sets of partitions: one of long runs and one of keys by chance, united, cut and counted. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls what makes them
public class PartitionSets {

    @Param({"10000"})
    public int keys;

    private Partitions partitions;
    private PartitionSet runs;
    private PartitionSet scattered;

    @Setup
    public void make() {
        partitions = Partitions.of(
                new StaticPartitionsDefinition(
                        IntStream.range(0, keys).mapToObj("k%06d"::formatted).toList()),
                Instant.EPOCH);
        var all = partitions.keys();
        var random = new Random(7);
        runs = PartitionSet.of(partitions.numbering(), all.subList(keys / 4, keys / 4 * 3));
        scattered = PartitionSet.of(
                partitions.numbering(),
                all.stream().filter(key -> random.nextInt(3) == 0).toList());
    }

    @Benchmark
    public long uniteCutAndCount() {
        return runs.or(scattered).count() + runs.andNot(scattered).count();
    }

    @Benchmark
    public List<PartitionSet.Run> runsOfKeys() {
        return scattered.runs();
    }

    @Benchmark
    public PartitionSet writeAndRead() {
        return PartitionSet.read(partitions.numbering(), scattered.toBytes());
    }
}
