package dev.weft.cli.asset;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.CheckDefinition;
import dev.weft.catalog.Catalog.VersionRecord;
import dev.weft.cli.command.Common;
import dev.weft.cli.command.ExitCode;
import dev.weft.cli.command.UserError;
import dev.weft.cli.command.WeftCommand;
import dev.weft.cli.session.Session;
import dev.weft.cli.session.Standings;
import dev.weft.cli.terminal.Json;
import dev.weft.cli.terminal.Table;
import dev.weft.cli.terminal.Terminal;
import dev.weft.cli.terminal.Words;
import dev.weft.event.Event;
import dev.weft.event.EventBody;
import dev.weft.event.InputVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows everything known of one asset. */
@Command(
        name = "show",
        description =
                "Shows one asset: what it is, whether it is fresh and why not, its latest version and what that was made of.")
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
public final class ShowCommand extends WeftCommand {

    private static final int PARTITIONS_SHOWN = 10;

    @Parameters(paramLabel = "ASSET", description = "The asset's key.")
    private String asset = "";

    @Option(names = "--partition", paramLabel = "KEY", description = "One partition.")
    private String partition = "";

    @Override
    protected int run(Common common, Terminal terminal) {
        try (var session = Session.open(common, terminal)) {
            var definition = session.asset(asset);
            var chosen = chosen(session, definition);
            if (common.json()) {
                printJson(session, terminal, definition, chosen);
            } else {
                printDefinition(session, terminal, definition);
                printState(session, terminal, definition, chosen);
                printLimits(session, terminal, definition);
                printVersion(session, terminal, definition, chosen);
            }
            return ExitCode.OK;
        }
    }

    private Optional<PartitionKey> chosen(Session session, AssetDefinition definition) {
        if (partition.isEmpty()) {
            return Optional.empty();
        }
        var keys = Standings.named(session, definition, partition).orElseThrow();
        if (keys.size() != 1) {
            throw new UserError("`weft show` takes one partition, found %d.".formatted(keys.size()));
        }
        return Optional.of(keys.get(0));
    }

    private static void printDefinition(Session session, Terminal terminal, AssetDefinition definition) {
        terminal.print(terminal.bold(definition.key().text())
                + (definition.description().isEmpty() ? "" : "  " + definition.description()));
        var table = new Table();
        table.row(terminal.dim("defined in"), definition.producer().place());
        table.row(terminal.dim("value"), Words.value(definition));
        definition.partitions().ifPresent(rule -> table.row(terminal.dim("partitions"), rule.describe()));
        if (!definition.group().equals("default")) {
            table.row(terminal.dim("group"), definition.group());
        }
        row(table, terminal, "made of", session.graph().upstreamOf(definition.key()));
        row(table, terminal, "feeds", session.graph().downstreamOf(definition.key()));
        row(table, terminal, "owners", definition.owners());
        row(
                table,
                terminal,
                "tags",
                definition.tags().entrySet().stream()
                        .map(tag -> tag.getValue().isEmpty() ? tag.getKey() : tag.getKey() + "=" + tag.getValue())
                        .toList());
        row(table, terminal, "kinds", definition.kinds());
        row(
                table,
                terminal,
                "checks",
                session.graph().checksOf(definition.key()).stream()
                        .map(check -> check.name() + (check.blocking() ? " (blocking)" : ""))
                        .toList());
        terminal.print(table, "  ");
    }

    private static void row(Table table, Terminal terminal, String name, Iterable<?> values) {
        var texts = new ArrayList<String>();
        values.forEach(value -> texts.add(value.toString()));
        if (!texts.isEmpty()) {
            table.row(terminal.dim(name), String.join(", ", texts));
        }
    }

    private static void printState(
            Session session, Terminal terminal, AssetDefinition definition, Optional<PartitionKey> chosen) {
        if (chosen.isPresent() || !definition.isPartitioned()) {
            terminal.print(
                    "  " + colour(terminal, Standings.of(session, definition).one(chosen)));
            return;
        }
        var evaluation = Standings.of(session, definition).evaluation();
        terminal.print("  " + terminal.bold(evaluation.rollUp()));
        var table = new Table();
        evaluation.groups().stream()
                .limit(PARTITIONS_SHOWN)
                .forEach(group -> table.row(Words.partitions(group.partitions()), terminal.dim(group.sentence())));
        terminal.print(table, "  ");
        if (evaluation.groups().size() > PARTITIONS_SHOWN) {
            terminal.print("  and %d more kinds; `weft why %s` tells all."
                    .formatted(evaluation.groups().size() - PARTITIONS_SHOWN, definition.key()));
        }
    }

    /** Says where a change of code would go unseen. */
    private static void printLimits(Session session, Terminal terminal, AssetDefinition definition) {
        if (definition.nature().isMaterializable()) {
            session.instance()
                    .logic()
                    .lookedUpBy(definition)
                    .forEach(place -> terminal.print("  " + terminal.yellow("limit") + " "
                            + "%s finds code by name: a change of what it finds is not seen. Name it with @DependsOnCode."
                                    .formatted(place)));
        }
    }

    private static String colour(Terminal terminal, Standings.One state) {
        if (state.word().equals("fresh")) {
            return terminal.green(state.sentence());
        }
        return state.blocked() ? terminal.red(state.sentence()) : terminal.yellow(state.sentence());
    }

    private static List<Optional<PartitionKey>> members(
            Session session, AssetDefinition definition, Optional<PartitionKey> chosen) {
        return chosen.isPresent() || !definition.isPartitioned()
                ? List.of(chosen)
                : session.traces().all(definition.key()).members();
    }

    private static void printVersion(
            Session session, Terminal terminal, AssetDefinition definition, Optional<PartitionKey> chosen) {
        var newest = session.newest(definition.key(), chosen);
        if (newest.isEmpty()) {
            session.observation(new AssetPartition(definition.key(), chosen))
                    .ifPresent(observation -> terminal.print("  last seen version %s"
                            .formatted(observation.dataVersion().shortForm())));
            return;
        }
        var version = newest.get();
        var made = version.materialization();
        terminal.print("");
        terminal.print(terminal.bold("latest version") + "  " + made.stored().what());
        var table = new Table();
        table.row(
                terminal.dim("when"),
                Words.time(version.time())
                        + version.run().map(run -> ", run " + run).orElse(made.reported() ? ", reported" : ""));
        table.row(terminal.dim("data version"), made.content().dataVersion().shortForm());
        table.row(
                terminal.dim("code version"),
                made.trace().codeVersion().shortForm()
                        + (made.trace().compiler().isEmpty()
                                ? ""
                                : ", " + made.trace().compiler()));
        made.content().rows().ifPresent(rows -> table.row(terminal.dim("rows"), "%,d".formatted(rows)));
        made.content().bytes().ifPresent(bytes -> table.row(terminal.dim("size"), Words.bytes(bytes)));
        if (!made.stored().location().isEmpty()) {
            table.row(terminal.dim("stored"), session.place(made.stored()));
        }
        made.metadata().forEach((name, value) -> table.row(terminal.dim(name), String.valueOf(value)));
        made.trace().inputs().stream()
                .limit(PARTITIONS_SHOWN)
                .forEach(input -> table.row(terminal.dim("read"), input.upstream() + " " + version(input)));
        if (made.trace().inputs().size() > PARTITIONS_SHOWN) {
            table.row("", "and %d more".formatted(made.trace().inputs().size() - PARTITIONS_SHOWN));
        }
        terminal.print(table, "  ");
        printChecks(session, terminal, definition, made);
        if (!made.content().preview().isEmpty()) {
            terminal.print("  " + terminal.dim("preview"));
            made.content().preview().lines().limit(PARTITIONS_SHOWN).forEach(line -> terminal.print("    " + line));
        }
    }

    private static String version(InputVersion input) {
        return input.dataVersion().map(version -> version.shortForm()).orElse("none");
    }

    private static void printChecks(
            Session session, Terminal terminal, AssetDefinition definition, EventBody.Materialization made) {
        var results = checksByVersion(session.catalog().checks(made.stored().what()))
                .getOrDefault(made.stored().versionId(), List.of());
        for (var check : results) {
            var message = check.result().message();
            terminal.print("  check %s: %s%s%s"
                    .formatted(
                            check.check(),
                            Words.word(check.result().severity()),
                            message.isEmpty() ? "" : " " + message,
                            isDue(session, definition, check) ? terminal.yellow(", due: the check changed") : ""));
        }
        neverRan(session, definition, results)
                .forEach(check -> terminal.print("  check %s: %s"
                        .formatted(check.name(), terminal.yellow("due: it has not looked at this version"))));
    }

    private static List<CheckDefinition> neverRan(
            Session session, AssetDefinition definition, List<EventBody.CheckEvaluated> results) {
        return session.graph().checksOf(definition.key()).stream()
                .filter(check ->
                        results.stream().noneMatch(result -> result.check().equals(check.name())))
                .toList();
    }

    private static Map<String, List<EventBody.CheckEvaluated>> checksByVersion(List<Event> events) {
        var checks = new HashMap<String, List<EventBody.CheckEvaluated>>();
        for (var event : events) {
            if (event.body() instanceof EventBody.CheckEvaluated check) {
                checks.computeIfAbsent(check.versionId(), key -> new ArrayList<>())
                        .add(check);
            }
        }
        return checks;
    }

    private static Json json(Session session, AssetDefinition definition, EventBody.CheckEvaluated check) {
        return Json.object()
                .with("check", check.check())
                .with("severity", Words.word(check.result().severity()))
                .with("blocking", check.blocking())
                .with("message", Optional.of(check.result().message()).filter(text -> !text.isEmpty()))
                .with("due", isDue(session, definition, check) ? Optional.of(true) : Optional.empty());
    }

    private static List<Json> json(
            Session session, AssetDefinition definition, List<EventBody.CheckEvaluated> results) {
        return Stream.concat(
                        results.stream().map(check -> json(session, definition, check)),
                        neverRan(session, definition, results).stream()
                                .map(check -> Json.object()
                                        .with("check", check.name())
                                        .with("blocking", check.blocking())
                                        .with("due", true)))
                .toList();
    }

    /** A check that changed since its result says nothing about the version any more. */
    private static boolean isDue(Session session, AssetDefinition definition, EventBody.CheckEvaluated evaluated) {
        return session.graph().checksOf(definition.key()).stream()
                .filter(check -> check.name().equals(evaluated.check()))
                .anyMatch(check ->
                        !session.instance().logic().versionOfCheck(check).text().equals(evaluated.codeVersion()));
    }

    private static void printJson(
            Session session, Terminal terminal, AssetDefinition definition, Optional<PartitionKey> chosen) {
        var latest = new LinkedHashMap<Optional<PartitionKey>, VersionRecord>();
        session.latest(definition.key())
                .forEach(version ->
                        latest.put(version.materialization().stored().what().partition(), version));
        var checks = checksByVersion(session.catalog().checks(definition.key(), Integer.MAX_VALUE));
        var standings = Standings.of(session, definition);
        members(session, definition, chosen).forEach(key -> {
            var state = standings.one(key);
            var json = Json.object()
                    .with("asset", definition.key())
                    .with("partition", key)
                    .with("status", state.word())
                    .with("sentence", state.sentence())
                    .with("causes", state.kinds());
            var version = latest.get(key);
            if (version != null) {
                var made = version.materialization();
                json.with("sequence", version.sequence())
                        .with("time", version.time())
                        .with("run", version.run())
                        .with("dataVersion", made.content().dataVersion())
                        .with("codeVersion", made.trace().codeVersion())
                        .with("compiler", Optional.of(made.trace().compiler()).filter(compiler -> !compiler.isEmpty()))
                        .with("rows", made.content().rows())
                        .with("bytes", made.content().bytes())
                        .with("location", made.stored().location())
                        .with("metadata", made.metadata())
                        .with(
                                "inputs",
                                made.trace().inputs().stream()
                                        .map(input -> Json.object()
                                                .with("asset", input.upstream().asset())
                                                .with(
                                                        "partition",
                                                        input.upstream().partition())
                                                .with("dataVersion", input.dataVersion())
                                                .with("sequence", input.sequence()))
                                        .toList())
                        .with(
                                "checks",
                                Optional.of(json(
                                                session,
                                                definition,
                                                checks.getOrDefault(
                                                        made.stored().versionId(), List.of())))
                                        .filter(all -> !all.isEmpty()));
            }
            terminal.print(json);
        });
    }
}
