package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways in which methods take and give values, from end to end. */
class ShapesCommandTest {

    private static final String SHAPES = """
            import dev.weft.api.*;
            import java.util.*;
            import java.util.stream.*;

            @Assets
            class Shapes {
                record Row(int id, String name) {}
                record Half(int id) {}

                @Asset Stream<Row> rows() { return IntStream.range(0, 10).mapToObj(i -> new Row(i, "n" + i)); }

                /** Parts even from odd.
                 * @param even the even ones */
                @Asset void split(List<Row> rows, Writer<Row> even, Writer<Half> odd) {
                    for (Row row : rows) {
                        if (row.id() % 2 == 0) { even.write(row); } else { odd.write(new Half(row.id())); }
                    }
                }

                @Outputs record Both(@Asset(name = "big", group = "sizes") List<Half> large, Optional<Integer> none, dev.weft.api.Files page) {}
                @Asset Both both(Stream<Half> even, Staging out) throws Exception {
                    java.nio.file.Files.writeString(out.path("index.html"), "<p>");
                    return new Both(even.filter(half -> half.id() > 3).toList(), Optional.empty(), out.publish());
                }

                @Asset @StaticPartitions({"a", "b"}) int size(PartitionKey key, List<Half> odd) { return odd.size() + key.text().charAt(0) - 'a'; }
                @Asset int total(Map<PartitionKey, Integer> size, Upstream<List<Half>> big, Optional<Integer> none) {
                    return size.values().stream().mapToInt(Integer::intValue).sum() + big.load().size() + none.orElse(100);
                }
                @Asset void effect(AssetContext context, Upstream<?> page) { context.metadata("files", page.key()); }
                @AssetCheck CheckResult touched(Upstream<?> effect) { return CheckResult.of(effect.key().equals("effect"), "another"); }
                @Asset Optional<List<Row>> skipped() { return Optional.empty(); }
            }
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void shapes() throws IOException {
        Files.writeString(folder.resolve("Shapes.java"), SHAPES);
    }

    @Test
    void everyShapeOfAValueGoesFromProducerToConsumer() {
        int code = weft("materialize", "--json");
        assertThat(code).as(out()).isZero();

        weft("show", "total");
        assertThat(out()).as("5 + 6 odd ones, 3 big ones, 100 for none").contains("114");
        weft("show", "even", "--json");
        assertThat(out()).contains("\"rows\":5");
        weft("list", "--json");
        assertThat(out()).contains("\"big\"", "the even ones").doesNotContain("\"split\"", "\"large\"");
        weft("show", "effect");
        assertThat(out()).contains("check touched: pass");
        assertThat(weft("plan", "--exit-code")).as(out()).isIn(0, 10);
    }

    private int weft(String... arguments) {
        out.reset();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        var all = new ArrayList<>(List.of("-p", folder.resolve("Shapes.java").toString()));
        all.addAll(List.of(arguments));
        return Main.execute(new Terminal(stream, stream, Terminal.Looks.PLAIN), all.toArray(String[]::new));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
