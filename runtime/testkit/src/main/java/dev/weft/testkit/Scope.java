package dev.weft.testkit;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetNature;
import dev.weft.asset.AssetPartition;
import dev.weft.partition.PartitionSet;
import dev.weft.plan.Plan;
import dev.weft.plan.PlanRequest;
import dev.weft.plan.Reading;
import dev.weft.plan.StalenessRule;
import dev.weft.plan.Traces;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What one call of a test is about: assets, their partitions, and what those read. */
final class Scope {

    private final Ephemeral instance;
    private final Traces traces;
    private final Set<AssetPartition> given;
    private final Optional<Set<PartitionKey>> partitions;
    private final Set<AssetKey> assets;

    private Scope(
            Ephemeral instance,
            Traces traces,
            Set<AssetPartition> given,
            Optional<Set<PartitionKey>> partitions,
            Set<AssetKey> assets) {
        this.instance = instance;
        this.traces = traces;
        this.given = given;
        this.partitions = partitions;
        this.assets = assets;
    }

    static Scope of(
            Ephemeral instance, Set<AssetKey> selected, List<String> named, Set<AssetPartition> given, String text) {
        var traces = instance.traces();
        var materializable = selected.stream()
                .filter(key -> instance.graph().get(key).nature().isMaterializable())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (materializable.isEmpty()) {
            throw new IllegalArgumentException(
                    "\"%s\" selects nothing that can be materialized. The assets of this test: %s."
                            .formatted(text, keys(instance)));
        }
        var partitions = partitions(instance, traces, materializable, named);
        var all = new Scope(instance, traces, given, partitions, materializable);
        materializable.removeIf(key -> all.isGiven(instance.graph().get(key)));
        if (materializable.isEmpty()) {
            throw new IllegalArgumentException(
                    "Everything that \"%s\" selects is given in this test. Select what is to be made of it."
                            .formatted(text));
        }
        return all;
    }

    private static String keys(Ephemeral instance) {
        return instance.graph().assets().stream()
                .filter(asset -> asset.nature().isMaterializable())
                .map(asset -> asset.key().text())
                .limit(30)
                .collect(Collectors.joining(", "));
    }

    private static Optional<Set<PartitionKey>> partitions(
            Ephemeral instance, Traces traces, Set<AssetKey> selected, List<String> named) {
        if (named.isEmpty()) {
            return Optional.empty();
        }
        var keys = new LinkedHashSet<PartitionKey>();
        for (var text : named) {
            var problems = new LinkedHashMap<String, AssetKey>();
            boolean known = false;
            for (var key : selected) {
                var partitions = traces.partitionsOf(key);
                if (partitions.isPresent()) {
                    try {
                        keys.addAll(partitions.get().parse(text, key.text()));
                        known = true;
                    } catch (IllegalArgumentException e) {
                        problems.put(String.valueOf(e.getMessage()), key);
                    }
                }
            }
            if (!known && !problems.isEmpty()) {
                throw new IllegalArgumentException("%s (The test's clock stands at %s.)"
                        .formatted(String.join("\n", problems.keySet()), instance.now()));
            }
        }
        return Optional.of(keys);
    }

    Set<AssetKey> assets() {
        return assets;
    }

    Plan plan(PlanRequest.Force force) {
        return instance.plan(assets, partitions, force);
    }

    /** Looks at the external data that is read and not given. */
    void observe() {
        var external = new TreeSet<AssetPartition>();
        assets.forEach(key -> {
            var asset = instance.graph().get(key);
            partitionsOf(asset)
                    .forEach(partition -> traces.readBy(asset, partition).stream()
                            .filter(what -> instance.graph().get(what.asset()).nature() == AssetNature.OBSERVABLE)
                            .filter(what -> !given.contains(what))
                            .forEach(external::add));
        });
        instance.observe(external);
    }

    /**
     * Makes sure that whatever is read is given or about to be made.
     *
     * @throws IllegalArgumentException if it is not: with all that is missing
     */
    void requireInputs() {
        var state = instance.state();
        var missing = new LinkedHashMap<String, Integer>();
        for (var key : assets) {
            var asset = instance.graph().get(key);
            for (var reading : traces.readings(asset)) {
                var own = PartitionSet.ofMembers(traces.numbering(key), partitionsOf(asset));
                traces.readBy(reading, own).members().stream()
                        .map(member -> new AssetPartition(reading.upstream(), member))
                        .filter(what -> isRequired(reading, what))
                        .filter(what ->
                                StalenessRule.currentVersion(state.of(what)).isEmpty())
                        .forEach(what -> missing.merge(key + " reads " + what.asset(), 1, Integer::sum));
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    missing.entrySet().stream()
                            .map(entry -> entry.getKey()
                                    + (entry.getValue() == 1 ? "" : " (%d partitions)".formatted(entry.getValue())))
                            .collect(
                                    Collectors.joining(
                                            ", ",
                                            "Something that is read has no value in this test: ",
                                            ". Give it one with given(...), select it too (+ before an asset selects all it is made of), or name the partitions that the test is about.")));
        }
    }

    private boolean isRequired(Reading reading, AssetPartition what) {
        var upstream = instance.graph().get(what.asset());
        boolean aboutToBeMade =
                assets.contains(what.asset()) && partitionsOf(upstream).contains(what.partition());
        return !aboutToBeMade && !reading.isOptional() && upstream.nature() != AssetNature.OBSERVABLE;
    }

    private List<Optional<PartitionKey>> partitionsOf(AssetDefinition asset) {
        var all = traces.partitionsOf(asset.key());
        if (all.isEmpty()) {
            return List.of(Optional.empty());
        }
        return partitions
                .map(keys -> keys.stream().filter(all.get()::contains).toList())
                .orElseGet(() -> all.get().keys())
                .stream()
                .map(Optional::of)
                .toList();
    }

    private boolean isGiven(AssetDefinition asset) {
        var partitionsHere = partitionsOf(asset);
        return !partitionsHere.isEmpty()
                && partitionsHere.stream()
                        .allMatch(partition -> given.contains(new AssetPartition(asset.key(), partition)));
    }
}
