package dev.weft.cli.plan;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.cli.command.Common;
import dev.weft.cli.command.ExitCode;
import dev.weft.cli.command.WeftCommand;
import dev.weft.cli.session.Session;
import dev.weft.cli.session.Standings;
import dev.weft.cli.terminal.Json;
import dev.weft.cli.terminal.Terminal;
import dev.weft.cli.terminal.Words;
import dev.weft.plan.Evaluation;
import dev.weft.plan.Plan;
import dev.weft.plan.Planner;
import dev.weft.plan.StaleCause;
import dev.weft.plan.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Explains where one asset stands, down to the root cause. */
@Command(name = "why", description = "Explains why an asset is fresh, stale or missing, down to the root cause.")
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
public final class WhyCommand extends WeftCommand {

    private static final int SHOWN = 10;

    @Parameters(paramLabel = "ASSET", description = "The asset's key.")
    private String asset = "";

    @Option(names = "--partition", paramLabel = "KEYS", description = "Only these partitions.")
    private String partition = "";

    @Override
    protected int run(Common common, Terminal terminal) {
        try (var session = Session.open(common, terminal)) {
            var definition = session.asset(asset);
            var standings = Standings.of(session, definition);
            var plan = plan(session, definition);
            var lines = standings.groups(Standings.named(session, definition, partition)).stream()
                    .map(group -> new Line(group, details(standings, group), chain(definition, group, plan)))
                    .toList();
            if (common.json()) {
                lines.forEach(line -> terminal.print(line.json(definition.key())));
            } else {
                lines.forEach(line -> line.print(terminal, definition.key()));
            }
            return ExitCode.OK;
        }
    }

    /** The plan for the asset and all that is upstream of it: it knows what would run first. */
    private static Plan plan(Session session, AssetDefinition definition) {
        var scope = Planner.withUpstream(session.graph(), Set.of(definition.key()));
        return session.instance()
                .planning()
                .plan(session.instance().planning().request(scope).with(dev.weft.plan.PlanRequest.Unmet.WAIT));
    }

    /** Partitions that stand alike, with what led there. */
    private record Line(Evaluation.Group group, List<String> details, List<Work> chain) {

        void print(Terminal terminal, AssetKey key) {
            var standing = group.verdict().standing();
            var words = Words.partitions(group.partitions());
            terminal.print("%s%s is %s%s"
                    .formatted(
                            terminal.bold(key.text()),
                            words.isEmpty() ? "" : " (" + words + ")",
                            standing.word(),
                            details.isEmpty() || standing.word().equals(details.get(0)) ? "" : " because"));
            details.stream()
                    .filter(detail -> !standing.word().equals(detail))
                    .limit(SHOWN)
                    .forEach(detail -> terminal.print("  " + detail));
            if (details.size() > SHOWN) {
                terminal.print("  and %d more causes; --json tells all".formatted(details.size() - SHOWN));
            }
            for (int i = 0; i < chain.size(); i++) {
                var work = chain.get(i);
                terminal.print("  %s← %s%s: %s"
                        .formatted(
                                "  ".repeat(i),
                                work.producer().outputs().get(0),
                                work.steps() == 1
                                        ? work.partitions()
                                                .first()
                                                .map(one -> "[" + one + "]")
                                                .orElse("")
                                        : "",
                                work.reason()));
            }
        }

        Json json(AssetKey key) {
            return Json.object()
                    .with("asset", key)
                    .with("count", group.partitions().count())
                    .with(
                            "partitions",
                            group.partitions().runs().stream()
                                    .map(Object::toString)
                                    .toList())
                    .with("status", group.verdict().standing().word())
                    .with("causes", group.verdict().causes())
                    .with("sentences", details)
                    .with(
                            "upstream",
                            chain.stream()
                                    .map(work -> Json.object()
                                            .with("assets", work.producer().outputs())
                                            .with("reason", work.reason())
                                            .with("causes", work.causes()))
                                    .toList());
        }
    }

    private static List<String> details(Standings standings, Evaluation.Group group) {
        if (group.partitions().count() != 1) {
            return List.of(group.sentence());
        }
        var causes = standings.one(group.partitions().members().get(0)).causes();
        return causes.isEmpty()
                ? List.of(group.sentence())
                : causes.stream().map(StaleCause::sentence).toList();
    }

    private static List<Work> chain(AssetDefinition definition, Evaluation.Group group, Plan plan) {
        var chain = new ArrayList<Work>();
        plan.work().stream()
                .filter(work -> work.producer().outputs().contains(definition.key())
                        && work.partitions().intersects(group.partitions()))
                .findFirst()
                .ifPresent(work -> {
                    for (var before = work.because();
                            before.isPresent();
                            before = before.get().because()) {
                        chain.add(before.get());
                    }
                });
        return chain;
    }
}
