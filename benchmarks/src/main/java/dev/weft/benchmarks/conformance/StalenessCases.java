package dev.weft.benchmarks.conformance;

import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.json.JsonObject;
import dev.weft.plan.Evaluation;
import dev.weft.plan.StaleCause;
import dev.weft.plan.Staleness;
import dev.weft.plan.Standing;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where assets stand, as Weft's evaluator says: each case builds a graph, records what its steps did, and asks. Where Weft differs on purpose the case
 * fails and names the decision.
 */
final class StalenessCases implements CaseSet {

    private static final String NAME = "staleness";
    private static final String ROLL_UP =
            "DESIGN.md section 6: a partitioned asset as a whole is the roll-up of its partitions, never just fresh.";
    private static final String UNSEEN =
            "DESIGN.md section 6: missing is what has no version; external data that nobody has seen has none.";
    private static final String TIMES =
            "PROTOCOL.md section 5: without @Refresh, times and event ids never decide; what was reported without inputs stays good until somebody says otherwise.";
    private static final String CODE_REMOVED =
            "DESIGN.md section 6: every asset has a code version, derived where none is given; one that is no longer given is a change.";
    private static final String SELF = "DESIGN.md section 6: no silent cut-offs by size.";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<CaseResult> run(String id, JsonObject json) {
        var kind = json.text("kind", "");
        if (kind.equals("status")) {
            return Optional.of(status(id, json));
        }
        if (kind.equals("dataVersion") && json.has("input")) {
            return Optional.of(dataVersion(id, json));
        }
        return Optional.of(CaseResult.unsupported(NAME, id, "Cases of the kind \"%s\" are not known.".formatted(kind)));
    }

    private static CaseResult status(String id, JsonObject json) {
        var world = new StalenessWorld(json);
        json.objects("steps").forEach(world::take);
        var expected = new TreeMap<String, String>();
        var actual = new TreeMap<String, String>();
        var why = new TreeSet<String>();
        var wanted = json.object("expected");
        for (var name : wanted.names()) {
            var answer = wanted.object(name);
            boolean causes = answer.has("causes") || answer.has("rootCauses");
            boolean roots = answer.has("rootCauses");
            expected.put(name, expected(answer, roots));
            actual.put(name, actual(world, name, causes, roots));
            if (!expected.get(name).equals(actual.get(name))) {
                why.add(decision(world, name, json));
            }
        }
        return CaseResult.compared(NAME, id, expected.toString(), actual.toString(), String.join(" ", why));
    }

    private static String decision(StalenessWorld world, String name, JsonObject json) {
        var asset = world.graph().get(AssetKey.parse(name.replaceAll("\\|.*", "")));
        if (asset.isPartitioned() && !name.contains("|")) {
            return ROLL_UP;
        }
        if (!asset.nature().isMaterializable()) {
            return UNSEEN;
        }
        if (json.has("selfDependencyLimit")) {
            return SELF;
        }
        if (json.objects("steps").stream().anyMatch(step -> step.has("withoutProvenance"))) {
            return TIMES;
        }
        return json.objects("steps").stream().anyMatch(step -> step.has("redefine"))
                        && asset.codeVersion().isEmpty()
                ? CODE_REMOVED
                : "The answers differ.";
    }

    private static String expected(JsonObject answer, boolean roots) {
        var causes = new TreeSet<String>();
        var field = roots ? "rootCauses" : "causes";
        if (answer.has(field)) {
            answer.objects(field)
                    .forEach(cause -> causes.add(
                            roots
                                    ? cause.text("key", "") + " " + cause.text("category", "")
                                    : cause.text("category", "")
                                            + cause.optionalText("dependency")
                                                    .map(on -> " " + on)
                                                    .orElse("")));
        }
        return answer.text("status") + (answer.has(field) ? causes : "");
    }

    private static String actual(StalenessWorld world, String name, boolean withCauses, boolean roots) {
        var parts = name.split("\\|", 2);
        var asset = world.graph().get(AssetKey.parse(parts[0]));
        var evaluation = world.evaluate(asset.key());
        if (asset.isPartitioned() && parts.length == 1) {
            return evaluation.rollUp();
        }
        var what = world.what(parts[0], parts.length == 1 ? null : parts[1]);
        var group = evaluation.groupOf(what.partition());
        var word = group.map(found -> word(found, evaluation, what)).orElse("no such partition");
        if (!withCauses) {
            return word;
        }
        var causes = new TreeSet<String>();
        if (!asset.isComputedWhenRead() && world.staleness(asset, what.partition()) instanceof Staleness.Stale stale) {
            stale.causes().forEach(cause -> causes.add(roots ? root(parts[0], cause) : category(cause)));
        }
        return word + causes;
    }

    private static String word(Evaluation.Group group, Evaluation evaluation, AssetPartition what) {
        if (group.verdict().standing() == Standing.FRESH) {
            return "FRESH";
        }
        return evaluation.made().has(what.partition()) ? "STALE" : "MISSING";
    }

    private static String category(StaleCause cause) {
        return switch (cause.kind()) {
            case "code_changed", "recompiled" -> "CODE";
            case "view_changed" -> "CODE " + upstream(cause);
            case "upstream_changed" -> "DATA " + upstream(cause);
            case "upstream_added", "upstream_removed" -> "DEPENDENCIES " + upstream(cause);
            default -> cause.kind();
        };
    }

    private static String root(String asset, StaleCause cause) {
        return cause.kind().equals("upstream_changed")
                ? upstream(cause) + " DATA"
                : asset + " " + category(cause).replaceAll(" .*", "");
    }

    private static @Nullable AssetKey upstream(StaleCause cause) {
        if (cause instanceof StaleCause.UpstreamChanged changed) {
            return changed.upstream().asset();
        }
        if (cause instanceof StaleCause.UpstreamAdded added) {
            return added.upstream().asset();
        }
        if (cause instanceof StaleCause.ViewChanged changed) {
            return changed.view();
        }
        return cause instanceof StaleCause.UpstreamRemoved removed
                ? removed.upstream().asset()
                : null;
    }

    private static CaseResult dataVersion(String id, JsonObject json) {
        var input = json.object("input");
        if (!json.object("expected").has("sameDataVersionInAllRuns")) {
            return CaseResult.unsupported(
                    NAME, id, "It asks for the very text of a version; Weft's are made another way.");
        }
        var world = new StalenessWorld(input);
        var what = world.what(input.text("observe"), null);
        var versions = new TreeSet<String>();
        for (var step : input.objects("steps")) {
            world.take(step);
            versions.add(world.version(what));
        }
        boolean same = versions.size() == 1;
        return CaseResult.compared(
                NAME,
                id,
                "same: " + json.object("expected").flag("sameDataVersionInAllRuns", true),
                "same: " + same,
                "The answers differ.");
    }
}
