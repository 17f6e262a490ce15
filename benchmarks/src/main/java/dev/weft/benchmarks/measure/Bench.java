package dev.weft.benchmarks.measure;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a workload measures with, and tells its results to. One contender runs at a time. */
public final class Bench {

    private final Path work;
    private final boolean quick;
    private final Patience patience;
    private final Map<String, String> arguments;
    private final PrintStream progress;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, String> versions = new LinkedHashMap<>();
    private int trials;

    /**
     * @param work the folder for everything that is made
     * @param quick whether fewer rounds and smaller sizes will do
     * @param arguments what else the command line says, such as {@code flights} to a folder of data
     * @param progress receives a line for each trial
     */
    public Bench(Path work, boolean quick, Map<String, String> arguments, PrintStream progress) {
        this.work = work.toAbsolutePath();
        this.quick = quick;
        this.patience = quick ? Patience.QUICK : Patience.FULL;
        this.arguments = Map.copyOf(arguments);
        this.progress = progress;
    }

    /** Returns the folder for everything that is made, kept between runs. */
    public Path work() {
        return work;
    }

    public boolean quick() {
        return quick;
    }

    public Patience patience() {
        return patience;
    }

    /** Returns the first in a quick run, else the second. */
    public int sized(int ifQuick, int otherwise) {
        return quick ? ifQuick : otherwise;
    }

    /** Returns what the command line says by that name. */
    public Optional<String> argument(String name) {
        return Optional.ofNullable(arguments.get(name));
    }

    /** Returns a new, empty folder; it is deleted when the next run begins. */
    public Path fresh(String name) throws IOException {
        trials++;
        var folder = work.resolve("trials").resolve("%04d-%s".formatted(trials, name.replaceAll("[^A-Za-z0-9]+", "-")));
        delete(folder);
        return Files.createDirectories(folder);
    }

    /**
     * Lets contenders take turns, A B A B, so that what else the machine does meets all of them alike, and tells the result. A contender whose
     * trial fails is reported with the reason and sits out the rest.
     *
     * @param unit what the contenders' size counts
     */
    public Comparison compare(String title, String unit, int rounds, List<Contender> contenders)
            throws InterruptedException {
        progress.printf("  %s%n", title);
        var rows = new Rounds(contenders, patience, System::nanoTime, progress).play(rounds, new Rounds.Folders() {
            @Override
            public Path fresh(String name) throws IOException {
                return Bench.this.fresh(title + "-" + name);
            }

            @Override
            public void discard(Path folder) throws IOException {
                new Discarded(work).take(folder);
            }
        });
        var comparison = new Comparison(title, unit, rows);
        findings.add(new Finding.Compared(comparison));
        return comparison;
    }

    public void tell(Growth growth) {
        findings.add(new Finding.Grew(growth));
    }

    public void figure(String name, double value, String unit) {
        findings.add(new Finding.Figure(name, value, unit));
    }

    public void tell(String title, List<Operation> operations) {
        findings.add(new Finding.Small(title, operations));
    }

    /** Says something that the reader should know beside the figures. */
    public void note(String text) {
        findings.add(new Finding.Note(text));
    }

    /**
     * Judges how long a contender took for a unit of work against another one's time: "at most 0.1 times Dagster". Nothing is judged if one of them
     * did not run.
     */
    public void expectAtMost(Comparison comparison, String name, double factor, String than) {
        comparison
                .row(name)
                .ifPresent(row -> comparison
                        .row(than)
                        .ifPresent(base -> comparison
                                .ratio(row, base)
                                .ifPresent(ratio -> findings.add(new Finding.Judged(new Target(
                                        "%s: %s takes at most %s times %s"
                                                .formatted(comparison.title(), name, Spread.number(factor), than),
                                        factor,
                                        ratio.median(),
                                        true))))));
    }

    /** Expects the median of a row to be at most so many seconds, if it ran. */
    public void expectSeconds(Comparison comparison, String name, double most, String promise) {
        comparison
                .row(name)
                .filter(Comparison.Row::ran)
                .ifPresent(row -> expect(new Target(promise, most, row.seconds().median(), true)));
    }

    public void expect(Target target) {
        findings.add(new Finding.Judged(target));
    }

    /** Says which version of something took part. */
    public void version(String name, String version) {
        versions.put(name, version);
    }

    public Map<String, String> versions() {
        return Map.copyOf(versions);
    }

    /** Says what is under way. */
    public void progress(String text) {
        progress.println("    " + text);
    }

    /** Returns what was told since the last call. */
    public List<Finding> takeFindings() {
        var taken = List.copyOf(findings);
        findings.clear();
        return taken;
    }

    /** Deletes a folder with all that is in it, if it exists. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path visited, java.io.@org.jspecify.annotations.Nullable IOException error) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
