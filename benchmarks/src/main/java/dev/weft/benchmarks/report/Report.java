package dev.weft.benchmarks.report;

import dev.weft.benchmarks.measure.Finding;
import dev.weft.benchmarks.measure.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What one run of the benchmarks found.
 *
 * @param started when it began
 * @param quick whether it was a quick one
 * @param machine what it ran on, for people
 * @param versions what took part
 * @param chapters one for each workload
 */
public record Report(
        Instant started,
        boolean quick,
        Map<String, String> machine,
        Map<String, String> versions,
        List<Chapter> chapters) {

    public Report {
        chapters = List.copyOf(chapters);
    }

    /** Returns all promises that were looked at, in the order of the chapters. */
    public List<Target> targets() {
        return chapters.stream()
                .flatMap(chapter -> chapter.findings().stream())
                .filter(Finding.Judged.class::isInstance)
                .map(finding -> ((Finding.Judged) finding).target())
                .toList();
    }

    /**
     * What one workload found.
     *
     * @param load the machine's load when it began, which is what else ran there
     */
    public record Chapter(String name, String about, String load, List<Finding> findings) {

        public Chapter {
            findings = List.copyOf(findings);
        }
    }
}
