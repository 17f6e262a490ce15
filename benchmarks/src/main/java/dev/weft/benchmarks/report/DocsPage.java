package dev.weft.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The page of the documentation that shows the latest report: what stands between two marks is replaced, the rest is written by people. A report's
 * words for a failure may name places of the machine that it was made on; the page does not.
 */
public final class DocsPage {

    private static final String BEGIN = "<!-- report: written by benchmarks/run --docs -->";
    private static final String END = "<!-- end of report -->";
    private static final String PLACE = "(?<![\\w.])/(?:[\\w.%+@-]+/)+[\\w.%+@-]*";

    private DocsPage() {}

    /**
     * Replaces the report in the page.
     *
     * @throws IOException if the page has no place for a report
     */
    public static void refresh(Path page, Report report) throws IOException {
        Files.writeString(page, refreshed(Files.readString(page), report));
    }

    static String refreshed(String page, Report report) throws IOException {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(
                    "The page has no place for a report: it needs the lines %s and %s.".formatted(BEGIN, END));
        }
        var text = TextReport.of(report).replaceAll("(?m)^## ", "### ").replaceAll(PLACE, "…");
        return page.substring(0, begin) + BEGIN + "\n\n" + text.strip() + "\n\n" + page.substring(end);
    }
}
