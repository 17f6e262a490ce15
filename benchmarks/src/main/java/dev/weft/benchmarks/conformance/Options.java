package dev.weft.benchmarks.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the command line says.
 *
 * @param folder where the cases are
 * @param sets the sets to run; empty for all
 * @param allowed the accepted differences: case to decision
 * @param json whether standard output has only one line of JSON for each case
 */
record Options(Path folder, Set<String> sets, Map<String, String> allowed, boolean json) {

    static final String USAGE = "Usage: conformance DIR [--set NAME...] [--allow FILE] [--json]";

    static Options parse(String[] arguments) {
        Optional<Path> folder = Optional.empty();
        var sets = new HashSet<String>();
        var allowed = new HashMap<String, String>();
        boolean json = false;
        var option = "";
        for (var argument : arguments) {
            if (argument.equals("--json")) {
                json = true;
                option = "";
            } else if (argument.startsWith("--")) {
                option = known(argument);
            } else if (option.equals("--set")) {
                sets.add(argument);
            } else if (option.equals("--allow")) {
                allowed.putAll(decisions(Path.of(argument)));
                option = "";
            } else if (folder.isEmpty()) {
                folder = Optional.of(Path.of(argument));
            } else {
                throw new IllegalArgumentException("%s was not expected. %s".formatted(argument, USAGE));
            }
        }
        var cases = folder.filter(Files::isDirectory)
                .orElseThrow(() -> new IllegalArgumentException("The folder of the cases is missing. " + USAGE));
        return new Options(cases, Set.copyOf(sets), Map.copyOf(allowed), json);
    }

    private static String known(String option) {
        if (option.equals("--set") || option.equals("--allow")) {
            return option;
        }
        throw new IllegalArgumentException("There is no option %s. %s".formatted(option, USAGE));
    }

    /** Reads lines of a case's id, a space and the decision; a line that begins with # is a comment. */
    private static Map<String, String> decisions(Path file) {
        var decisions = new HashMap<String, String>();
        try {
            for (var line : Files.readAllLines(file)) {
                var parts = line.strip().split("\\s+", 2);
                if (!parts[0].isEmpty() && !parts[0].startsWith("#")) {
                    decisions.put(parts[0], parts.length == 2 ? parts[1] : "accepted");
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("The accepted differences in %s cannot be read.".formatted(file), e);
        }
        return decisions;
    }
}
