package dev.weft.cli;

import dev.weft.cli.asset.DiffCommand;
import dev.weft.cli.asset.LineageCommand;
import dev.weft.cli.asset.ListCommand;
import dev.weft.cli.asset.ShowCommand;
import dev.weft.cli.asset.ValidateCommand;
import dev.weft.cli.catalog.CatalogCommand;
import dev.weft.cli.catalog.GcCommand;
import dev.weft.cli.catalog.WipeCommand;
import dev.weft.cli.command.WeftCommand;
import dev.weft.cli.plan.PlanCommand;
import dev.weft.cli.plan.WhyCommand;
import dev.weft.cli.project.DoctorCommand;
import dev.weft.cli.project.NewCommand;
import dev.weft.cli.run.CheckCommand;
import dev.weft.cli.run.MaterializeCommand;
import dev.weft.cli.run.ObserveCommand;
import dev.weft.cli.run.ReportCommand;
import dev.weft.cli.run.RunCommand;
import dev.weft.cli.run.RunsCommand;
import dev.weft.cli.test.TestCommand;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * All commands by their names, in the order of the help. To find out what a command takes is much of the time of a short one, so only those whose
 * names stand in the arguments are read; all of them where none does, or where the help or the completion has to know all.
 */
final class Commands {

    private static final String COMPLETION = "completion";
    private static final Map<String, Supplier<WeftCommand>> ALL = all();

    private Commands() {}

    private static Map<String, Supplier<WeftCommand>> all() {
        var all = new LinkedHashMap<String, Supplier<WeftCommand>>();
        all.put("new", NewCommand::new);
        all.put("list", ListCommand::new);
        all.put("validate", ValidateCommand::new);
        all.put("plan", PlanCommand::new);
        all.put("why", WhyCommand::new);
        all.put("diff", DiffCommand::new);
        all.put("materialize", MaterializeCommand::new);
        all.put("check", CheckCommand::new);
        all.put("observe", ObserveCommand::new);
        all.put("report", ReportCommand::new);
        all.put("show", ShowCommand::new);
        all.put("lineage", LineageCommand::new);
        all.put("runs", RunsCommand::new);
        all.put("run", RunCommand::new);
        all.put("wipe", WipeCommand::new);
        all.put("test", () -> new TestCommand(Main.class));
        all.put("gc", GcCommand::new);
        all.put("catalog", CatalogCommand::new);
        all.put("doctor", DoctorCommand::new);
        all.put("internal-train", TrainCommand::new);
        all.put("version", VersionCommand::new);
        all.put(COMPLETION, CompletionCommand::new);
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
    static CommandLine addTo(Main main, String... arguments) {
        var root = new CommandLine(main.spec());
        for (var name : needed(arguments)) {
            root.addSubcommand(name, command(name).below(main.common(), main.terminal()));
        }
        return root;
    }

    private static WeftCommand command(String name) {
        return Objects.requireNonNull(ALL.get(name)).get();
    }

    private static Set<String> needed(String... arguments) {
        var asked = new LinkedHashSet<>(List.of(arguments));
        boolean help = asked.contains("-h") || asked.contains("--help");
        asked.retainAll(ALL.keySet());
        return help || asked.isEmpty() || asked.contains(COMPLETION) ? ALL.keySet() : asked;
    }
}
