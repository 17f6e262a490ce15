package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code weft diff} says of each kind of change since the last run. */
class DiffTest {

    private static final String SHOP = """
            import dev.weft.api.*;
            import java.util.*;

            @Assets
            class Shop {
                record Order(long id, String customer) {}

                @Asset List<Order> orders() { return List.of(new Order(1, "ann")); }

                @Asset int count(List<Order> orders) { return orders.size(); }

                @Asset int target() { return 5; }

                @Asset String report(int count) { return "" + count; }
            }
            """;

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void materialize() throws IOException {
        shell = new Shell(Files.writeString(folder.resolve("Shop.java"), SHOP));
        shell.weft("materialize");
    }

    @Test
    void nothingChangedIsNoDifference() {
        assertThat(shell.weft("diff", "--exit-code")).isZero();
        assertThat(shell.out()).contains("No difference.");
        assertThat(shell.weft("diff", "--json")).isZero();
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void anAssetMoreAndOneLess() throws IOException {
        edit("@Asset int target() { return 5; }", "@Asset int weather(int count) { return 9; }");

        assertThat(shell.weft("diff", "--exit-code")).isEqualTo(ExitCode.WORK_TO_DO);
        assertThat(shell.out()).containsPattern("- target +removed").containsPattern("\\+ weather +added");
        shell.weft("diff", "--json");
        assertThat(shell.out())
                .contains(
                        "{\"change\":\"removed\",\"asset\":\"target\"", "{\"change\":\"added\",\"asset\":\"weather\"");
    }

    @Test
    void anAssetWithAnotherNameKeepsItsHistory() throws IOException {
        edit("@Asset int target()", "@Asset int goal()");
        shell.weft("diff");
        assertThat(shell.out())
                .contains(
                        "goal has the code of target, which is gone. If it is the same asset, keep its history: @Asset(formerly = \"target\").");

        edit("@Asset int goal()", "@Asset(formerly = \"target\") int goal()");
        shell.weft("diff");
        assertThat(shell.out()).containsPattern("~ goal +renamed from target, whose history it continues");
        shell.weft("diff", "--json");
        assertThat(shell.out()).contains("{\"change\":\"renamed\",\"asset\":\"goal\",\"formerly\":\"target\"");
        assertThat(shell.weft("plan", "--exit-code")).isZero();
    }

    @Test
    void otherUpstreams() throws IOException {
        edit("report(int count)", "report(int target)");
        edit("\"\" + count", "\"\" + target");

        shell.weft("diff");
        assertThat(shell.out()).containsPattern("~ report +reads target now; no longer reads count");
        shell.weft("diff", "--json");
        assertThat(shell.out()).contains("\"details\":[\"reads target now\",\"no longer reads count\"]");
    }

    @Test
    void anotherValueAndOtherColumns() throws IOException {
        edit("record Order(long id, String customer) {}", "record Order(long id, String customer, int amount) {}");
        edit("new Order(1, \"ann\")", "new Order(1, \"ann\", 3)");
        edit("@Asset int target() { return 5; }", "@Asset long target() { return 5; }");

        shell.weft("diff");
        assertThat(shell.out())
                .containsPattern("~ orders +column amount added")
                .containsPattern("~ target +value changed \\(int → long\\)");
    }

    @Test
    void otherPartitionsAStoreAndAView() throws IOException {
        edit("@Asset int target()", "@Asset(io = \"lake\") @StaticPartitions({\"eu\", \"us\"}) int target()");
        edit("@Asset int count", "@Asset(virtual = true) int count");

        shell.weft("diff");
        assertThat(shell.out())
                .containsPattern("~ count +is virtual now")
                .containsPattern("~ target +partitions changed \\(none → .*\\); store changed \\(default → lake\\)");
    }

    private void edit(String before, String after) throws IOException {
        var file = folder.resolve("Shop.java");
        var source = Files.readString(file);
        assertThat(source).contains(before);
        Files.writeString(file, source.replace(before, after));
    }
}
