package dev.weft.cli;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;

/**
 * All commands by their names, in the order of the help. To read what a command takes by reflection is most of the time of a short one, so only
 * those whose names stand in the arguments are read; all of them where none does, or where the help or the completion has to know all.
 */
final class Commands {

    private static final String COMPLETION = "completion";
    private static final Map<String, Class<?>> ALL = all();

    private Commands() {}

    private static Map<String, Class<?>> all() {
        var all = new LinkedHashMap<String, Class<?>>();
        all.put("new", NewCommand.class);
        all.put("list", ListCommand.class);
        all.put("validate", ValidateCommand.class);
        all.put("plan", PlanCommand.class);
        all.put("why", WhyCommand.class);
        all.put("diff", DiffCommand.class);
        all.put("materialize", MaterializeCommand.class);
        all.put("check", CheckCommand.class);
        all.put("observe", ObserveCommand.class);
        all.put("report", ReportCommand.class);
        all.put("show", ShowCommand.class);
        all.put("lineage", LineageCommand.class);
        all.put("runs", RunsCommand.class);
        all.put("run", RunCommand.class);
        all.put("wipe", WipeCommand.class);
        all.put("test", TestCommand.class);
        all.put("gc", GcCommand.class);
        all.put("catalog", CatalogCommand.class);
        all.put("doctor", DoctorCommand.class);
        all.put("internal-train", TrainCommand.class);
        all.put("version", VersionCommand.class);
        all.put(COMPLETION, CompletionCommand.class);
        return all;
    }

    static Set<String> names() {
        return ALL.keySet();
    }

    /** Returns the name of the command that the arguments ask for; empty if they name none. */
    static String asked(String... arguments) {
        return List.of(arguments).stream().filter(ALL::containsKey).findFirst().orElse("");
    }

    /** Adds to the root those commands that the arguments may ask for. */
    static CommandLine addTo(CommandLine root, String... arguments) {
        for (var name : needed(arguments)) {
            root.addSubcommand(name, ALL.get(name));
        }
        return root;
    }

    private static Set<String> needed(String... arguments) {
        var asked = new LinkedHashSet<>(List.of(arguments));
        boolean help = asked.contains("-h") || asked.contains("--help");
        asked.retainAll(ALL.keySet());
        return help || asked.isEmpty() || asked.contains(COMPLETION) ? ALL.keySet() : asked;
    }
}
