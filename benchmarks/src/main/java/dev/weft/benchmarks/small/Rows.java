package dev.weft.benchmarks.small;

import dev.weft.io.RowHashing;
import java.time.Instant;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The content hash of rows like those of the flights. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls what makes them
public class Rows {

    @Param({"1000"})
    public int rows;

    private Object[][] cells;

    @Setup
    public void make() {
        var random = new Random(7);
        cells = new Object[rows][];
        for (int i = 0; i < rows; i++) {
            cells[i] = new Object[] {
                Instant.ofEpochSecond(random.nextInt(1_000_000_000)),
                random.nextInt(200) - 20,
                random.nextInt(3000),
                "AP" + random.nextInt(300),
                "AP" + random.nextInt(300)
            };
        }
    }

    @Benchmark
    public String hashRows() {
        return RowHashing.version(cells);
    }
}
