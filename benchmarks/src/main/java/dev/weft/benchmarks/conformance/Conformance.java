package dev.weft.benchmarks.conformance;

import dev.weft.benchmarks.conformance.CaseResult.Verdict;
import dev.weft.json.JsonException;
import dev.weft.json.JsonObject;
import dev.weft.json.JsonReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Runs a folder of recorded cases against Weft; see {@link Options#USAGE}. */
public final class Conformance {

    private static final String OPENLINEAGE = "openlineage";

    private final Options options;

    private Conformance(Options options) {
        this.options = options;
    }

    public static void main(String[] arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(arguments, out, err));
    }

    /** Returns 0 if all cases pass that must, 1 if one fails, 2 if the cases cannot be read. */
    static int run(String[] arguments, PrintStream out, PrintStream err) {
        try {
            var options = Options.parse(arguments);
            var results = new Conformance(options).results();
            report(results, options, out, err);
            return results.stream().allMatch(result -> isAccepted(result, options)) ? 0 : 1;
        } catch (IllegalArgumentException | JsonException e) {
            err.println("conformance: " + e.getMessage());
            return 2;
        }
    }

    private static boolean isAccepted(CaseResult result, Options options) {
        return result.verdict() != Verdict.FAIL || options.allowed().containsKey(result.id());
    }

    private List<CaseResult> results() {
        var results = new ArrayList<CaseResult>();
        for (var file : files(options.folder())) {
            var name = file.getFileName().toString();
            if (Files.isDirectory(file) && name.equals(OPENLINEAGE) && isWanted(OPENLINEAGE)) {
                scenarios(file).forEach((id, json) -> run(new UnsupportedCases(OPENLINEAGE), id, json, results));
            } else if (name.endsWith(".json") && isWanted(nameOf(file))) {
                cases(file, results);
            }
        }
        if (results.isEmpty()) {
            throw new IllegalArgumentException("No case was found in %s.".formatted(options.folder()));
        }
        return results;
    }

    private boolean isWanted(String set) {
        return options.sets().isEmpty() || options.sets().contains(set);
    }

    private void cases(Path file, List<CaseResult> results) {
        var set = set(nameOf(file));
        int number = 0;
        for (var json : JsonReader.objects(text(file))) {
            number++;
            run(set, json.text("id", "%s-%d".formatted(set.name(), number)), json, results);
        }
    }

    private static CaseSet set(String name) {
        return switch (name) {
            case "asset-selection" -> new AssetSelectionCases();
            case "staleness" -> new StalenessCases();
            default -> new UnsupportedCases(name);
        };
    }

    private void run(CaseSet set, String id, JsonObject json, List<CaseResult> results) {
        set.run(id, json)
                .map(result ->
                        result.verdict() == Verdict.FAIL && options.allowed().containsKey(id)
                                ? result.because(options.allowed().get(id))
                                : result)
                .ifPresent(results::add);
    }

    /** Returns the scenarios by the name of their file of events. */
    private static SortedMap<String, JsonObject> scenarios(Path folder) {
        var scenarios = new TreeMap<String, JsonObject>();
        var expected = folder.resolve("expected.json");
        if (Files.exists(expected)) {
            for (var scenario : JsonReader.object(text(expected)).objects("scenarios")) {
                scenarios.put(scenario.text("file").replaceFirst("\\.json$", ""), scenario);
            }
        }
        return scenarios;
    }

    private static void report(List<CaseResult> results, Options options, PrintStream out, PrintStream err) {
        if (options.json()) {
            results.forEach(result -> out.println(result.json()));
            table(results, err);
            return;
        }
        table(results, out);
        results.stream()
                .filter(result -> result.verdict() == Verdict.FAIL)
                .forEach(result -> out.println(result.json()));
    }

    private static void table(List<CaseResult> results, PrintStream out) {
        var bySet = new TreeMap<String, List<CaseResult>>();
        results.forEach(result ->
                bySet.computeIfAbsent(result.set(), set -> new ArrayList<>()).add(result));
        out.printf("%-20s %6s %6s %12s%n", "set", "pass", "fail", "unsupported");
        bySet.forEach((set, ofSet) -> out.printf(
                "%-20s %6d %6d %12d%n",
                set, count(ofSet, Verdict.PASS), count(ofSet, Verdict.FAIL), count(ofSet, Verdict.UNSUPPORTED)));
    }

    private static long count(List<CaseResult> results, Verdict verdict) {
        return results.stream().filter(result -> result.verdict() == verdict).count();
    }

    private static List<Path> files(Path folder) {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString().replaceFirst("\\.json$", "");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
