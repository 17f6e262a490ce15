package dev.weft.graph;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.CheckDefinition;
import dev.weft.asset.DefinitionProblems;
import dev.weft.asset.FactoryDefinition;
import dev.weft.asset.UnknownAssetException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * All assets of a project with their checks, validated, and who reads whom. An asset that reads its own earlier partitions, or those of
 * what the same method makes, has no edge for it. Assets are also numbered from 0 in the order of their keys. Immutable.
 */
public final class AssetGraph {

    private final List<AssetDefinition> assets;
    private final Map<AssetKey, Integer> numbers;
    private final Map<AssetKey, List<CheckDefinition>> checks;
    private final Edges edges;
    private final int[] order;
    private final int[] places;

    private AssetGraph(
            List<AssetDefinition> assets,
            Map<AssetKey, Integer> numbers,
            Map<AssetKey, List<CheckDefinition>> checks,
            Edges edges,
            int[] order) {
        this.assets = assets;
        this.numbers = numbers;
        this.checks = checks;
        this.edges = edges;
        this.order = order;
        this.places = new int[order.length];
        for (int place = 0; place < order.length; place++) {
            places[order[place]] = place;
        }
    }

    /**
     * Returns the graph of these definitions, in any order.
     *
     * @throws DefinitionProblems if they do not form one: with all problems at once
     */
    public static AssetGraph of(Collection<AssetDefinition> assets, Collection<CheckDefinition> checks) {
        return of(assets, checks, List.of());
    }

    /**
     * Checks definitions as far as it can be done without running factories: what an unknown key under a factory's prefix is remains open.
     *
     * @throws DefinitionProblems if they cannot form a graph: with all problems at once
     */
    public static void check(Definitions definitions) {
        of(definitions.assets(), definitions.checks(), definitions.factories());
    }

    private static AssetGraph of(
            Collection<AssetDefinition> assets,
            Collection<CheckDefinition> checks,
            Collection<FactoryDefinition> notRun) {
        // Comparators written out: those of Comparator.comparing are in no start archive.
        var inspection = DefinitionInspection.of(assets, checks, notRun);
        var numbers = new HashMap<AssetKey, Integer>(2 * assets.size());
        var sorted = assets.stream()
                .sorted((one, other) -> one.key().compareTo(other.key()))
                .filter(asset -> numbers.putIfAbsent(asset.key(), numbers.size()) == null)
                .toList();
        var edges = Edges.of(
                sorted.stream().map(asset -> upstreamNumbers(asset, numbers)).toArray(int[][]::new));
        var order = edges.order();
        if (order.length < sorted.size()) {
            inspection.cycles(sorted, edges);
        }
        if (!inspection.problems().isEmpty()) {
            throw new DefinitionProblems(inspection.problems());
        }
        var checksByAsset = checks.stream()
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .collect(Collectors.groupingBy(CheckDefinition::asset, Collectors.toUnmodifiableList()));
        return new AssetGraph(sorted, numbers, checksByAsset, edges, order);
    }

    private static int[] upstreamNumbers(AssetDefinition asset, Map<AssetKey, Integer> numbers) {
        var outputs = asset.producer().outputs();
        var inputs = asset.inputs();
        var upstreams = new int[inputs.size()];
        int count = 0;
        for (var input : inputs) {
            var number = numbers.get(input.upstream());
            if (number != null && !outputs.contains(input.upstream())) {
                upstreams[count++] = number;
            }
        }
        Arrays.sort(upstreams, 0, count);
        int distinct = 0;
        for (int i = 0; i < count; i++) {
            if (distinct == 0 || upstreams[distinct - 1] != upstreams[i]) {
                upstreams[distinct++] = upstreams[i];
            }
        }
        return Arrays.copyOf(upstreams, distinct);
    }

    /**
     * Reads a snapshot.
     *
     * @throws dev.weft.json.JsonException if the text is no snapshot
     */
    public static AssetGraph fromJson(String text) {
        var definitions = DefinitionJson.read(text);
        return of(definitions.assets(), definitions.checks());
    }

    /** Returns the snapshot: equal for equal definitions, in whatever order they were given. */
    public String toJson() {
        return DefinitionJson.write(assets, checks());
    }

    /** Returns the SHA-256 of the snapshot in UTF-8, in hexadecimal digits. */
    public String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(toJson().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256; this one has not.", e);
        }
    }

    public int size() {
        return assets.size();
    }

    /** Returns the assets, sorted by key. */
    public List<AssetDefinition> assets() {
        return assets;
    }

    public boolean contains(AssetKey key) {
        return numbers.containsKey(key);
    }

    public Optional<AssetDefinition> find(AssetKey key) {
        return Optional.ofNullable(numbers.get(key)).map(assets::get);
    }

    /**
     * Returns the definition of an asset.
     *
     * @throws UnknownAssetException if there is none; with the nearest keys
     */
    public AssetDefinition get(AssetKey key) {
        return assets.get(numberOf(key));
    }

    /** Returns at most three keys that this one may have been meant to be, the nearest first. */
    public List<AssetKey> nearest(AssetKey key) {
        var keys = assets.stream().map(asset -> asset.key().text()).toList();
        return Nearest.to(key.text(), keys).stream().map(AssetKey::parse).toList();
    }

    /** Returns all checks, sorted by asset and name. */
    public List<CheckDefinition> checks() {
        return assets.stream().flatMap(asset -> checksOf(asset.key()).stream()).toList();
    }

    /** Returns the checks of an asset, sorted by name. */
    public List<CheckDefinition> checksOf(AssetKey key) {
        return checks.getOrDefault(key, List.of());
    }

    /** Returns what an asset reads, sorted, without itself. */
    public List<AssetKey> upstreamOf(AssetKey key) {
        return keys(Arrays.stream(edges.upstreamOf(numberOf(key))));
    }

    /** Returns what reads an asset, sorted, without itself. */
    public List<AssetKey> downstreamOf(AssetKey key) {
        return keys(Arrays.stream(edges.downstreamOf(numberOf(key))));
    }

    /** Returns everything upstream of an asset, sorted, without itself. */
    public List<AssetKey> ancestorsOf(AssetKey key) {
        int number = numberOf(key);
        return keys(edges.upstream(only(number), Integer.MAX_VALUE).stream().filter(i -> i != number));
    }

    /** Returns everything downstream of an asset, sorted, without itself. */
    public List<AssetKey> descendantsOf(AssetKey key) {
        int number = numberOf(key);
        return keys(edges.downstream(only(number), Integer.MAX_VALUE).stream().filter(i -> i != number));
    }

    /** Returns the assets, each after what it reads; by key where there is a choice. */
    public List<AssetDefinition> topological() {
        return Arrays.stream(order).mapToObj(assets::get).toList();
    }

    /** Returns the place of an asset in the order of {@link #topological()}, from 0. */
    public int placeOf(AssetKey key) {
        return places[numberOf(key)];
    }

    /** Returns the assets by the length of the longest path that leads to them, sorted by key within a level. */
    public List<List<AssetDefinition>> levels() {
        var level = new int[assets.size()];
        var levels = new ArrayList<List<AssetDefinition>>();
        for (int number : order) {
            for (int upstream : edges.upstreamOf(number)) {
                level[number] = Math.max(level[number], level[upstream] + 1);
            }
        }
        for (int number = 0; number < level.length; number++) {
            while (levels.size() <= level[number]) {
                levels.add(new ArrayList<>());
            }
            levels.get(level[number]).add(assets.get(number));
        }
        return levels.stream().map(List::copyOf).toList();
    }

    /** Returns the assets that read nothing, sorted by key. */
    public List<AssetDefinition> roots() {
        return without(edges::upstreamOf);
    }

    /** Returns the assets that nothing reads, sorted by key. */
    public List<AssetDefinition> sinks() {
        return without(edges::downstreamOf);
    }

    /**
     * Returns the number of an asset.
     *
     * @throws UnknownAssetException if there is none; with the nearest keys
     */
    public int numberOf(AssetKey key) {
        var number = numbers.get(key);
        if (number == null) {
            throw new UnknownAssetException(key, nearest(key));
        }
        return number;
    }

    /** Returns the asset of a number, from 0 to below {@link #size()}. */
    public AssetDefinition at(int number) {
        return assets.get(number);
    }

    /** Returns these numbers and what is upstream of them by at most so many edges. */
    public BitSet upstream(BitSet numbers, int depth) {
        return edges.upstream(numbers, depth);
    }

    /** Returns these numbers and what is downstream of them by at most so many edges. */
    public BitSet downstream(BitSet numbers, int depth) {
        return edges.downstream(numbers, depth);
    }

    /** Returns those of the numbers that have none of the others upstream, whatever lies between. */
    public BitSet rootsOf(BitSet numbers) {
        return edges.rootsOf(numbers, order);
    }

    /** Returns those of the numbers that have none of the others downstream, whatever lies between. */
    public BitSet sinksOf(BitSet numbers) {
        return edges.sinksOf(numbers, order);
    }

    private interface Neighbours {
        int[] of(int number);
    }

    private List<AssetDefinition> without(Neighbours neighbours) {
        return IntStream.range(0, assets.size())
                .filter(number -> neighbours.of(number).length == 0)
                .mapToObj(assets::get)
                .toList();
    }

    private List<AssetKey> keys(IntStream sorted) {
        return sorted.mapToObj(number -> assets.get(number).key()).toList();
    }

    private static BitSet only(int number) {
        var set = new BitSet(number + 1);
        set.set(number);
        return set;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AssetGraph graph && graph.assets.equals(assets) && graph.checks.equals(checks);
    }

    @Override
    public int hashCode() {
        return 31 * assets.hashCode() + checks.hashCode();
    }

    /** Returns the edges, one upstream a line, for people and failing tests. */
    @Override
    public String toString() {
        return assets.stream()
                .map(asset -> asset.key() + " <- "
                        + upstreamOf(asset.key()).stream().map(AssetKey::text).collect(Collectors.joining(", ")))
                .collect(Collectors.joining("\n"));
    }
}
