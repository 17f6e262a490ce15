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

/** A secret that user code prints wherever it can is seen nowhere: not on the terminal, not in JSON, not in the catalog. */
class SecretsCommandTest {

    private static final String PASSWORD = "Tr0ub4dor&3";

    private static final String LEAKS = """
            import dev.weft.api.*;
            import java.util.*;

            @Assets
            class Leaks {
                @Settings("shop")
                record Shop(String user, Secret password, @Default("5") int size) {}

                private final Shop shop;
                Leaks(Shop shop) { this.shop = shop; }

                record Row(String text) {}

                @ExternalAsset DataVersion seen() { return DataVersion.of("v-" + shop.password().reveal()); }

                @Asset List<Row> rows(AssetContext context) {
                    String word = shop.password().reveal();
                    System.out.println("printed " + word);
                    System.out.print("parted " + word.substring(0, 5));
                    System.out.println(word.substring(5));
                    System.err.println(Base64.getEncoder().encodeToString(word.getBytes()));
                    context.log().info("logged {}", word);
                    context.metadata("word", "it is " + word);
                    context.metadata(word, 1);
                    context.metadata("user", shop.user());
                    return List.of(new Row(word));
                }

                @Asset String broken(List<Row> rows) {
                    throw new IllegalStateException("thrown " + rows.get(0).text(), new RuntimeException(shop.password().reveal()));
                }

                @AssetCheck CheckResult looks(List<Row> rows) { return CheckResult.warn("found " + rows.get(0).text()).with("what", rows.get(0).text()); }
                @AssetCheck CheckResult throws_(List<Row> rows) { throw new IllegalStateException(rows.get(0).text()); }
            }
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void aShop() throws IOException {
        Files.writeString(folder.resolve("Leaks.java"), LEAKS);
        Files.writeString(folder.resolve("application.yml"), "shop:\n  user: nobody\n");
        Files.writeString(
                folder.resolve("application-prod.yml"), "shop:\n  user: ann\n  password: \"" + PASSWORD + "\"\n");
    }

    @Test
    void aSecretIsSeenNowhere() throws IOException {
        assertThat(weft("materialize")).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("thrown ***").doesNotContain("Tr0ub4dor");
        weft("observe", "seen");
        var run = weftRun();
        weft("show", "rows");
        weft("show", "rows", "--json");
        weft("run", run, "--logs", "--events");
        weft("run", run, "--json");

        var shown = out.toString(StandardCharsets.UTF_8);
        assertThat(shown)
                .contains("ann")
                .contains("printed ***")
                .contains("parted ***")
                .contains("it is ***")
                .doesNotContain("Tr0ub4dor")
                .doesNotContain("VHIwdWI0ZG9yJjM");
        try (var files = Files.walk(folder.resolve(".weft"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("Tr0ub4dor");
            }
        }
    }

    @Test
    void anEnvironmentIsNamedBeforeOrAfterTheCommand() {
        assertThat(execute("--env", "prdo", "materialize")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("application-prdo.yml");
    }

    private String weftRun() {
        out.reset();
        weft("runs", "--json");
        return out.toString(StandardCharsets.UTF_8).replaceAll("(?s).*?\"run\":\"([^\"]+)\".*", "$1");
    }

    private int weft(String... arguments) {
        var all = new ArrayList<>(List.of("--env", "prod"));
        all.addAll(List.of(arguments));
        return execute(all.toArray(String[]::new));
    }

    private int execute(String... arguments) {
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        var all = new ArrayList<>(List.of("-p", folder.resolve("Leaks.java").toString()));
        all.addAll(List.of(arguments));
        return Main.execute(new Terminal(stream, stream, Terminal.Looks.PLAIN), all.toArray(String[]::new));
    }
}
