package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.command.ExitCode;
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

/** A run's configuration from the command line to the asset, and back as a reason to run. */
class ConfigCommandTest {

    private static final String SHOP = """
            import dev.weft.api.*;
            import java.util.*;

            @Assets
            class Shop {
                @Config record Limits(@Default("3") int max) {
                    Limits { if (max < 0) throw new IllegalArgumentException("max is 0 or more"); }
                }
                @Asset List<Integer> numbers(Limits limits) {
                    return java.util.stream.IntStream.range(0, limits.max()).boxed().toList();
                }
                @Asset int count(List<Integer> numbers) { return numbers.size(); }
            }
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void aShop() throws IOException {
        Files.writeString(folder.resolve("Shop.java"), SHOP);
    }

    @Test
    void anotherConfigurationIsAReasonToRunAndTheDefaultsAreComparedUnlessOneIsGiven() {
        assertThat(weft("materialize", "--json")).isZero();
        assertThat(weft("plan", "--exit-code")).isZero();
        assertThat(weft("plan", "--exit-code", "--config", "limits.max=03"))
                .as("the same")
                .isZero();

        assertThat(weft("plan", "--exit-code", "--config", "max=4")).isEqualTo(10);
        assertThat(out()).contains("configuration changed");

        assertThat(weft("materialize", "--config", "max=4")).isZero();
        assertThat(weft("plan", "--exit-code", "--config", "max=4")).isZero();
        assertThat(weft("plan", "--exit-code")).as("the defaults").isEqualTo(10);
    }

    @Test
    void aWrongConfigurationStopsBeforeARunBegins() {
        assertThat(weft("materialize", "--config", "max=-1")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(out()).contains("not accepted by Limits: max is 0 or more");
        assertThat(weft("materialize", "--config", "mux=1")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(out()).contains("Did you mean max");
        weft("runs", "--json");
        assertThat(out()).doesNotContain("\"run\"");
    }

    private int weft(String... arguments) {
        out.reset();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        var all = new ArrayList<>(List.of("-p", folder.resolve("Shop.java").toString()));
        all.addAll(List.of(arguments));
        return Main.execute(new Terminal(stream, stream, Terminal.Looks.PLAIN), all.toArray(String[]::new));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
