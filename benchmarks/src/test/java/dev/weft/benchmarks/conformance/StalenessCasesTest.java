package dev.weft.benchmarks.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StalenessCasesTest {

    @TempDir
    private Path folder;

    @Test
    void eachRecordedCaseIsAnsweredOrNamesItsDecision() throws IOException {
        try (var cases = StalenessCasesTest.class.getResourceAsStream("/conformance/staleness.json")) {
            Files.write(
                    folder.resolve("staleness.json"),
                    java.util.Objects.requireNonNull(cases).readAllBytes());
        }
        var out = new ByteArrayOutputStream();

        Conformance.run(
                new String[] {folder.toString(), "--json"},
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(15)
                .allMatch(line -> line.contains("\"result\":\"pass\"")
                        || (line.contains("\"result\":\"fail\"")
                                && (line.contains("DESIGN.md") || line.contains("PROTOCOL.md"))));
    }
}
