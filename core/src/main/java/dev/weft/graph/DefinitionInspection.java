package dev.weft.graph;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.CheckDefinition;
import dev.weft.asset.DefinitionProblem;
import dev.weft.asset.FactoryDefinition;
import dev.weft.asset.Parameter;
import dev.weft.asset.Producer;
import dev.weft.asset.ValueType;
import dev.weft.partition.PartitionMapping;
import dev.weft.partition.PartitionsDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Collects everything that keeps definitions from being a graph. */
final class DefinitionInspection {

    /** Searching a name among a hundred thousand takes its time, and nobody reads that many hints. */
    private static final int MOST_HINTS = 20;

    private static final int LONGEST_CYCLE = 20;
    private static final List<String> COUNTS =
            List.of("", "", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

    private final Map<AssetKey, AssetDefinition> assets;
    private final Collection<FactoryDefinition> notRun;
    private final List<DefinitionProblem> problems = new ArrayList<>();
    private List<String> keys = List.of();
    private int hints;

    private DefinitionInspection(Map<AssetKey, AssetDefinition> assets, Collection<FactoryDefinition> notRun) {
        this.assets = assets;
        this.notRun = notRun;
    }

    /** @param notRun factories whose assets are not known: an unknown key under their prefixes may be theirs */
    static DefinitionInspection of(
            Collection<AssetDefinition> declared,
            Collection<CheckDefinition> checks,
            Collection<FactoryDefinition> notRun) {
        var assets = new HashMap<AssetKey, AssetDefinition>(2 * declared.size());
        var inspection = new DefinitionInspection(assets, notRun);
        inspection.names(declared);
        declared.forEach(inspection::upstreams);
        declared.forEach(inspection::view);
        inspection.checks(checks);
        return inspection;
    }

    List<DefinitionProblem> problems() {
        return problems;
    }

    /** Adds the cycles among assets that are declared once and read assets that exist. */
    void cycles(List<AssetDefinition> numbered, Edges edges) {
        for (int[] cycle : edges.cycles()) {
            var members = Arrays.stream(cycle).mapToObj(numbered::get).toList();
            var shown = members.stream()
                    .limit(LONGEST_CYCLE)
                    .map(asset -> asset.key().text())
                    .collect(Collectors.toCollection(ArrayList::new));
            if (members.size() > LONGEST_CYCLE) {
                shown.add("…");
            }
            shown.add(members.get(0).key().text());
            add(
                    members.get(0).producer().place(),
                    "These assets wait for each other: %s. Remove one of the %s upstreams."
                            .formatted(
                                    String.join(" → ", shown),
                                    members.size() < COUNTS.size() ? COUNTS.get(members.size()) : members.size()));
        }
    }

    private void names(Collection<AssetDefinition> declared) {
        var withoutCase = new HashMap<String, AssetDefinition>(2 * declared.size());
        for (var asset : declared) {
            var before = withoutCase.putIfAbsent(asset.key().text().toLowerCase(Locale.ROOT), asset);
            var same = assets.putIfAbsent(asset.key(), asset);
            if (same != null) {
                add(
                        asset.producer().place(),
                        "%s is declared twice, also by %s. Give one of them another key."
                                .formatted(asset.key(), same.producer().place()));
            } else if (before != null) {
                add(
                        asset.producer().place(),
                        "%s differs from %s (%s) by case only, which some stores cannot keep apart. Give one of them another key."
                                .formatted(
                                        asset.key(),
                                        before.key(),
                                        before.producer().place()));
            }
        }
    }

    private void upstreams(AssetDefinition asset) {
        var outputs = asset.producer().outputs();
        if (outputs.size() > 1 && !outputs.get(0).equals(asset.key())) {
            return;
        }
        inputs(asset.key().text(), asset.producer(), asset.partitions());
    }

    private void inputs(String reader, Producer producer, Optional<PartitionsDefinition> own) {
        for (int i = 0; i < producer.parameters().size(); i++) {
            int number = i + 1;
            Supplier<String> place = () -> "%s, parameter %d".formatted(producer.place(), number);
            if (producer.parameters().get(i) instanceof Parameter.Input input) {
                input(reader, producer, place, input, own);
            } else if (producer.parameters().get(i) instanceof Parameter.Special special) {
                PartitionFit.problem(reader, special, own).ifPresent(problem -> add(place, problem));
            }
        }
    }

    private void input(
            String reader,
            Producer producer,
            Supplier<String> place,
            Parameter.Input input,
            Optional<PartitionsDefinition> own) {
        var upstream = assets.get(input.upstream());
        if (upstream == null && mayBeDefinedLater(input.upstream())) {
            return;
        }
        if (upstream == null) {
            add(
                    place,
                    "%s reads %s, which is not an asset.%s"
                            .formatted(reader, input.upstream(), didYouMean(input.upstream())));
            return;
        }
        if (producer.outputs().contains(input.upstream()) && upstream.virtual()) {
            add(
                    place,
                    "%s reads its own earlier partition, but it is virtual: nothing is kept of it. Remove virtual, or the parameter."
                            .formatted(reader));
            return;
        }
        if (producer.outputs().contains(input.upstream()) && !readsEarlier(input)) {
            add(
                    place,
                    "%s reads %s, which the same method makes. Read an earlier partition of it with @Previous, or remove the parameter."
                            .formatted(reader, input.upstream()));
            return;
        }
        if (producer.outputs().contains(input.upstream()) && input.shape() != Parameter.Shape.OPTIONAL) {
            add(
                    place,
                    "%s reads its own earlier partition, which the first one does not have. Take Optional<%s>."
                            .formatted(reader, input.value().simple()));
        }
        viewProblem(upstream, input)
                .ifPresent(problem -> add(place, "%s reads %s, %s".formatted(reader, input.upstream(), problem)));
        PartitionFit.problem(reader, input, upstream, own).ifPresent(problem -> add(place, problem));
        ValueFit.problem(upstream.value(), input.value())
                .ifPresent(problem -> add(
                        place,
                        "%s reads %s as %s, %s".formatted(reader, input.upstream(), input.simpleType(), problem)));
    }

    private void view(AssetDefinition asset) {
        if (asset.virtual() && asset.inputs().isEmpty()) {
            add(
                    asset.producer().place(),
                    "%s is virtual, but reads nothing that it could be a view of. Remove virtual, or name what it reads as a parameter."
                            .formatted(asset.key()));
        }
        if (asset.virtual() && asset.producer().outputs().size() > 1) {
            add(
                    asset.producer().place(),
                    "%s is virtual, but its method makes %d assets. Give the view a method of its own."
                            .formatted(asset.key(), asset.producer().outputs().size()));
        }
    }

    /** Returns why a computed view cannot be read so; empty if it can. */
    private static Optional<String> viewProblem(AssetDefinition upstream, Parameter.Input input) {
        if (!upstream.isComputedWhenRead()) {
            return Optional.empty();
        }
        return input.value() instanceof ValueType.Relation
                ? Optional.of(
                        "which is virtual: it is computed where it is read, so there is nothing stored to ask by SQL. Take List or Stream of its rows.")
                : Optional.empty();
    }

    private boolean mayBeDefinedLater(AssetKey key) {
        return notRun.stream().anyMatch(factory -> factory.mayDefine(key));
    }

    /** Whether only partitions before the step's own are read: what the method made then is no reason to wait. */
    static boolean readsEarlier(Parameter.Input input) {
        return input.mapping() instanceof PartitionMapping.TimeWindows windows && windows.to() < 0;
    }

    private void checks(Collection<CheckDefinition> checks) {
        var byLabel = new HashMap<String, CheckDefinition>();
        for (var check : checks) {
            var place = check.method().place();
            var before = byLabel.putIfAbsent(check.label(), check);
            if (before != null) {
                add(
                        place,
                        "%s has two checks named %s, the other is %s. Give one of them another name."
                                .formatted(
                                        check.asset(),
                                        check.name(),
                                        before.method().place()));
            }
            if (assets.containsKey(check.asset()) || mayBeDefinedLater(check.asset())) {
                var checked = Optional.ofNullable(assets.get(check.asset()));
                checked.filter(AssetDefinition::isComputedWhenRead)
                        .ifPresent(view -> add(
                                place,
                                "The check %s is for %s, which is virtual: it is computed where it is read, so there is no version to check. Check what it reads, or what reads it."
                                        .formatted(check.name(), check.asset())));
                inputs("the check " + check.label(), check.method(), checked.flatMap(AssetDefinition::partitions));
            } else {
                add(
                        place,
                        "The check %s is for %s, which is not an asset.%s"
                                .formatted(check.name(), check.asset(), didYouMean(check.asset())));
            }
        }
    }

    private String didYouMean(AssetKey key) {
        if (++hints > MOST_HINTS) {
            return "";
        }
        if (keys.isEmpty()) {
            keys = assets.keySet().stream().map(AssetKey::text).sorted().toList();
        }
        return ValueFit.didYouMean(Nearest.to(key.text(), keys));
    }

    private void add(Supplier<String> place, String message) {
        add(place.get(), message);
    }

    private void add(String place, String message) {
        problems.add(new DefinitionProblem(place, message));
    }
}
