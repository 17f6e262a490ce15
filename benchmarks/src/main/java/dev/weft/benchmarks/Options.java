package dev.weft.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the command line says.
 *
 * @param names the workloads that are wanted; empty for all
 * @param quick whether fewer rounds and smaller sizes will do
 * @param deed what is to be done
 * @param work the folder for everything that is made
 * @param arguments the options with a value that workloads ask for, without their dashes
 */
record Options(List<String> names, boolean quick, Deed deed, Path work, Map<String, String> arguments) {

    /** What is to be done. */
    enum Deed {
        /** Measure. */
        RUN,
        /** Name the workloads and end. */
        LIST,
        /** Put the last report of the work folder into the documentation and end. */
        DOCS
    }

    static final String USAGE = """
            Usage: benchmarks/run [--quick] [--work DIR] [--flights DIR] [--profile] [NAME...]
                   benchmarks/run --docs [--work DIR]

              --quick        fewer rounds and smaller sizes: less than half an hour on a quiet machine, the peers installed before
              --work DIR     where peers, projects and reports go; target/benchmarks by default
              --flights DIR  the folder of flights-3m.parquet and airports.csv, for the workload flights
              --profile      record CPU and allocations of Weft's own processes (JFR) and print where they go
              --docs         put the last report of the work folder into docs/benchmarks.md and end
              --list         name the workloads and end""";

    private static final List<String> WITH_VALUE = List.of("--work", "--flights");

    static Options parse(Path target, String... arguments) {
        var names = new ArrayList<String>();
        var values = new LinkedHashMap<String, String>();
        boolean quick = false;
        var deed = Deed.RUN;
        for (int i = 0; i < arguments.length; i++) {
            var argument = arguments[i];
            if (WITH_VALUE.contains(argument)) {
                if (i + 1 == arguments.length) {
                    throw new IllegalArgumentException("%s needs a value.%n%s".formatted(argument, USAGE));
                }
                i++;
                values.put(
                        argument.substring(2),
                        Path.of(arguments[i]).toAbsolutePath().toString());
            } else if (argument.equals("--quick")) {
                quick = true;
            } else if (argument.equals("--list")) {
                deed = Deed.LIST;
            } else if (argument.equals("--docs")) {
                deed = Deed.DOCS;
            } else if (argument.equals("--profile")) {
                values.put("profile", "yes");
            } else if (argument.startsWith("-")) {
                throw new IllegalArgumentException("There is no option %s.%n%s".formatted(argument, USAGE));
            } else {
                names.add(argument);
            }
        }
        var work = values.containsKey("work") ? Path.of(values.get("work")) : target.resolve("benchmarks");
        return new Options(List.copyOf(names), quick, deed, work, Map.copyOf(values));
    }
}
