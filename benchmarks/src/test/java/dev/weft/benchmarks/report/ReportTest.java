package dev.weft.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.benchmarks.measure.Comparison;
import dev.weft.benchmarks.measure.Comparison.Row;
import dev.weft.benchmarks.measure.Finding;
import dev.weft.benchmarks.measure.Growth;
import dev.weft.benchmarks.measure.Operation;
import dev.weft.benchmarks.measure.Sample;
import dev.weft.benchmarks.measure.Spread;
import dev.weft.benchmarks.measure.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Report REPORT = new Report(
            Instant.parse("2026-01-02T03:04:05Z"),
            true,
            Map.of("cores", "2"),
            Map.of("Weft", "1"),
            List.of(new Report.Chapter(
                    "wide",
                    "Many.",
                    "0.1 0.1 0.1",
                    List.of(
                            new Finding.Compared(new Comparison(
                                    "wide <1>",
                                    "step",
                                    List.of(
                                            new Row("Weft", 1000, samples(2, 1, 3), ""),
                                            new Row("Other", 100, samples(4), ""),
                                            new Row("Gone", 1, List.of(), "could not be installed")))),
                            new Finding.Grew(new Growth(
                                    "plan", "asset", List.of(new Growth.Point(10, 1), new Growth.Point(100, 100)))),
                            new Finding.Judged(new Target("be quick", 2, 3, true)),
                            new Finding.Small(
                                    "small ones",
                                    List.of(new Operation(
                                            "parse", "3 words", new Spread(1, 2, 3), OptionalDouble.of(4096)))),
                            new Finding.Figure("of which plan", 0.5, "s"),
                            new Finding.Note("Nothing in /some/where/else.")))));

    private static List<Sample> samples(int... seconds) {
        return java.util.Arrays.stream(seconds)
                .mapToObj(second -> Sample.of(Duration.ofSeconds(second)))
                .toList();
    }

    @Test
    void theTextHasTheTableTheRatiosAndTheVerdicts() {
        assertThat(TextReport.of(REPORT).replaceAll(" +", " "))
                .contains("| Weft | 1,000 | 1.00 / 2.00 / 3.00 (3) | 2.00 | 500 |")
                .contains("| Other | 100 | 4.00 / 4.00 / 4.00 (1) | 40.0 | 25.0 | 4.00 | | | 20.0 |")
                .contains("| Gone | not run: could not be installed |")
                .contains("**missed:** be quick: measured 3.00")
                .contains("**worse than n log n**");
    }

    @Test
    void thePageIsWholeAndSaysNothingUnescaped() {
        assertThat(HtmlReport.of(REPORT))
                .contains("<svg")
                .contains("wide &lt;1&gt;")
                .doesNotContain("wide <1>")
                .doesNotContain("http")
                .endsWith("</html>\n");
    }

    @Test
    void thePromisesStandFirst() {
        assertThat(TextReport.of(REPORT).replaceAll(" +", " "))
                .containsSubsequence("| be quick | 2.00 | 3.00 | **missed** |", "## wide");
        assertThat(HtmlReport.of(REPORT)).contains("Promises: 0 of 1 met");
    }

    @Test
    void whatIsReadOfTheJsonIsWhatWasWritten() throws java.io.IOException {
        assertThat(RecordedReport.read(JsonReport.of(REPORT))).isEqualTo(REPORT);
    }

    @Test
    void thePageOfTheDocumentationTakesTheReportBetweenItsMarks() throws java.io.IOException {
        var page = """
                before
                <!-- report: written by benchmarks/run --docs -->
                an old one
                <!-- end of report -->
                after
                """;

        var refreshed = DocsPage.refreshed(page, REPORT);

        assertThat(refreshed)
                .startsWith("before\n<!--")
                .endsWith("<!-- end of report -->\nafter\n")
                .contains("### wide", "Nothing in …")
                .doesNotContain("an old one", "/some/where");
        assertThat(DocsPage.refreshed(refreshed, REPORT)).isEqualTo(refreshed);
    }

    @Test
    void aPageWithoutMarksIsNotTouched() {
        assertThatThrownBy(() -> DocsPage.refreshed("no marks", REPORT)).hasMessageContaining("no place for a report");
    }

    @Test
    void theJsonHasEveryTrial() throws java.io.IOException {
        var json = new com.fasterxml.jackson.databind.ObjectMapper().readTree(JsonReport.of(REPORT));

        var contenders = json.at("/workloads/0/findings/0/contenders");
        assertThat(contenders.at("/0/trials")).hasSize(3);
        assertThat(contenders.at("/1/timesTheFirst/1").asDouble()).isEqualTo(20);
        assertThat(contenders.at("/2/missing").asText()).isEqualTo("could not be installed");
    }
}
