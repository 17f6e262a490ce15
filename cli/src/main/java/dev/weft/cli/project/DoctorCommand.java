package dev.weft.cli.project;

import dev.weft.asset.DefinitionProblems;
import dev.weft.catalog.Catalog;
import dev.weft.catalog.CatalogException;
import dev.weft.cli.command.Common;
import dev.weft.cli.command.ExitCode;
import dev.weft.cli.command.WeftCommand;
import dev.weft.cli.session.Session;
import dev.weft.cli.terminal.Json;
import dev.weft.cli.terminal.Terminal;
import dev.weft.cli.terminal.Words;
import dev.weft.discovery.ProjectException;
import dev.weft.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Looks at everything that can stand in the way. */
@Command(
        name = "doctor",
        description =
                "Looks at the machine, the project and the catalog, and says what stands in the way. Changes nothing.")
public final class DoctorCommand extends WeftCommand {

    private static final long LITTLE_SPACE = 1_000_000_000L;
    private static final Duration SKEW = Duration.ofSeconds(5);

    @Override
    protected int run(Common common, Terminal terminal) {
        var clock = Clock.systemUTC();
        var findings = new ArrayList<>(new Machine(System.getenv(), clock).look());
        findings.addAll(project(common, terminal, clock));
        if (common.json()) {
            findings.forEach(finding -> terminal.print(json(finding)));
        } else {
            print(terminal, findings);
        }
        return findings.stream().anyMatch(finding -> finding.state() == Finding.State.PROBLEM)
                ? ExitCode.FAILED
                : ExitCode.OK;
    }

    private static List<Finding> project(Common common, Terminal terminal, Clock clock) {
        var findings = new ArrayList<Finding>();
        var place = common.project().toAbsolutePath().normalize();
        try (var session = Session.open(common, terminal)) {
            var graph = session.graph();
            findings.add(Finding.ok(
                    "project",
                    "%s: %s, %s"
                            .formatted(
                                    place,
                                    Words.count(graph.size(), "asset"),
                                    Words.count(
                                            graph.assets().stream()
                                                    .mapToLong(asset -> graph.checksOf(asset.key())
                                                            .size())
                                                    .sum(),
                                            "check"))));
            findings.add(settings(session));
            findings.addAll(folder(session.instance().root().resolve("data")));
            findings.addAll(catalog(session, clock));
        } catch (DefinitionProblems e) {
            findings.add(Finding.problem("project", String.valueOf(e.getMessage()), "Mend what stands there."));
        } catch (ProjectException e) {
            findings.add(Finding.problem("project", String.valueOf(e.getMessage()), ""));
        }
        return findings;
    }

    private static Finding settings(Session session) {
        try {
            var settings = session.instance().settings();
            // Names only: values may be secret.
            var names = Stream.of("weft.catalog", "weft.io", "weft.pools")
                    .flatMap(group -> settings.below(group).keySet().stream().map(name -> group + "." + name))
                    .toList();
            return Finding.ok("settings", names.isEmpty() ? "none of Weft's own is set" : String.join(", ", names));
        } catch (SettingsException e) {
            return Finding.problem("settings", String.valueOf(e.getMessage()), "Correct the file or the variable.");
        }
    }

    private static List<Finding> folder(Path data) {
        var existing = data;
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isWritable(existing)) {
            return List.of(Finding.problem(
                    "data",
                    "%s cannot be written".formatted(existing),
                    "Change its rights, or run as the user that owns it."));
        }
        try {
            long free = Files.getFileStore(existing).getUsableSpace();
            return List.of(
                    free < LITTLE_SPACE
                            ? Finding.warning(
                                    "data",
                                    "%s has only %s left".formatted(data, Words.bytes(free)),
                                    "Make room: `weft gc` deletes versions that nothing needs.")
                            : Finding.ok("data", "%s, %s free".formatted(data, Words.bytes(free))));
        } catch (IOException e) {
            return List.of(Finding.warning("data", "%s: %s".formatted(data, e), ""));
        }
    }

    private static List<Finding> catalog(Session session, Clock clock) {
        var folder = session.instance().root().resolve(".weft/catalog");
        try {
            if (!Files.exists(folder)
                    && session.instance().settings().get("weft.catalog.url").isEmpty()) {
                return List.of(Finding.ok("catalog", "none yet: the first command that needs it makes " + folder));
            }
            var catalog = session.catalog();
            var findings = new ArrayList<Finding>();
            findings.add(Finding.ok(
                    "catalog",
                    "%s, %s%s".formatted(catalog.describe(), Words.count(catalog.sequence(), "event"), size(folder))));
            findings.addAll(aheadOf(catalog, clock));
            return findings;
        } catch (CatalogException | SettingsException e) {
            return List.of(Finding.problem("catalog", String.valueOf(e.getMessage()), ""));
        }
    }

    /** A clock that was set back makes new facts look older than old ones. */
    private static List<Finding> aheadOf(Catalog catalog, Clock clock) {
        var now = clock.instant();
        return catalog.runs(1).stream()
                .map(Catalog.RunSummary::queued)
                .filter(queued -> queued.isAfter(now.plus(SKEW)))
                .map(
                        queued -> Finding.warning(
                                "clock",
                                "the latest run began at %s, which is still to come".formatted(queued),
                                "Set the clock right. Order in the catalog does not depend on it, refresh times and schedules do."))
                .toList();
    }

    private static String size(Path folder) {
        if (!Files.isDirectory(folder)) {
            return "";
        }
        try (var files = Files.walk(folder)) {
            return ", "
                    + Words.bytes(files.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().length())
                            .sum());
        } catch (IOException e) {
            return "";
        }
    }

    private static void print(Terminal terminal, List<Finding> findings) {
        for (var finding : findings) {
            var sign = switch (finding.state()) {
                case OK -> terminal.green("✓");
                case WARNING -> terminal.yellow("!");
                case PROBLEM -> terminal.red("✗");
            };
            terminal.print("%s %-14s %s"
                    .formatted(sign, finding.about(), finding.text().replace("\n", "\n" + " ".repeat(17))));
            if (!finding.hint().isEmpty()) {
                terminal.print(" ".repeat(17) + terminal.yellow("→ ") + finding.hint());
            }
        }
        long problems = count(findings, Finding.State.PROBLEM);
        long warnings = count(findings, Finding.State.WARNING);
        terminal.print(
                problems + warnings == 0
                        ? terminal.green("All well.")
                        : "%s, %s.".formatted(Words.count(problems, "problem"), Words.count(warnings, "warning")));
    }

    private static long count(List<Finding> findings, Finding.State state) {
        return findings.stream().filter(finding -> finding.state() == state).count();
    }

    private static Json json(Finding finding) {
        var json = Json.object()
                .with("about", finding.about())
                .with("state", Words.word(finding.state()))
                .with("text", finding.text());
        return finding.hint().isEmpty() ? json : json.with("hint", finding.hint());
    }
}
