package dev.weft.benchmarks.conformance;

import static org.assertj.core.api.Assertions.assertThat;

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

class ConformanceTest {

    private static final String CASES = """
            [{"id": "facts", "graphs": {"g": [{"key": "a", "deps": []}, {"key": "b", "deps": ["a"], "external": true}]}},
             {"id": "right", "graph": "g", "selection": "*", "includeSources": true, "expected": ["a", "b"]},
             {"id": "wrong", "graph": "g", "selection": "*", "includeSources": false, "expected": ["a", "b"]},
             {"id": "error", "graph": "g", "selection": "key:a key:b", "expectedError": "syntax"},
             {"id": "value", "graph": "g", "selection": "is:odd", "expectedError": "value"},
             {"id": "parses", "selection": "status:<null>", "expectedParses": true},
             {"id": "odd", "colour": "red"}]
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void writeCases() throws IOException {
        Files.writeString(folder.resolve("asset-selection.json"), CASES);
        Files.writeString(folder.resolve("weather.json"), "[{\"id\": \"rain\", \"drops\": [1, null]}]");
    }

    @Test
    void jsonIsOneLineForEachCaseAndTheTableGoesElsewhere() {
        assertThat(run("--json")).isEqualTo(1);

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(7)
                .contains(
                        "{\"set\":\"asset-selection\",\"id\":\"right\",\"result\":\"pass\",\"expected\":\"[a, b]\",\"actual\":\"[a, b]\",\"why\":\"\"}",
                        "{\"set\":\"asset-selection\",\"id\":\"wrong\",\"result\":\"fail\",\"expected\":\"[a, b]\",\"actual\":\"[a]\",\"why\":\"The answers differ.\"}");
        assertThat(err.toString(StandardCharsets.UTF_8).lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly("set pass fail unsupported", "asset-selection 4 1 1", "weather 0 0 1");
    }

    @Test
    void anAcceptedDifferenceStaysAFailureWithItsDecision() throws IOException {
        var accepted = Files.writeString(folder.resolve("accepted.txt"), "# id decision\nwrong sources are apart\n");

        assertThat(run("--set", "asset-selection", "--allow", accepted.toString(), "--json"))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("\"id\":\"wrong\",\"result\":\"fail\"", "\"why\":\"sources are apart\"")
                .doesNotContain("weather");
    }

    @Test
    void aWrongCommandLineIsNoFailureOfACase() {
        assertThat(run("--quick")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("There is no option --quick. Usage:");
    }

    private int run(String... options) {
        var arguments = new ArrayList<>(List.of(folder.toString()));
        arguments.addAll(List.of(options));
        return Conformance.run(
                arguments.toArray(String[]::new),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
