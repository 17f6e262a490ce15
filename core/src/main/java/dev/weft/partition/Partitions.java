package dev.weft.partition;

import dev.weft.api.PartitionKey;
import dev.weft.api.TimeWindow;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of a definition that exist at one moment. Windows of time are counted and searched by arithmetic; only methods that
 * return many keys make them.
 */
public final class Partitions {

    private static final String RANGE = "...";

    private final PartitionsDefinition definition;
    private final Keys keys;
    private final SortedMap<String, Partitions> dimensions;
    /** Made when somebody asks; whoever makes it a second time makes an equal one. */
    private @Nullable PartitionSet all;

    private Partitions(PartitionsDefinition definition, Keys keys, SortedMap<String, Partitions> dimensions) {
        this.definition = definition;
        this.keys = keys;
        this.dimensions = Collections.unmodifiableSortedMap(dimensions);
    }

    /** Returns the partitions at that moment; dynamic keys are unknown and count as none. */
    public static Partitions of(PartitionsDefinition definition, Instant now) {
        return of(definition, now, name -> List.of());
    }

    /** Returns the partitions at that moment; {@code dynamicKeys} gives the keys that were added under a name. */
    public static Partitions of(
            PartitionsDefinition definition, Instant now, Function<String, List<String>> dynamicKeys) {
        return definition.accept(new PartitionsDefinition.Visitor<>() {
            @Override
            public Partitions fixed(StaticPartitionsDefinition fixed) {
                return single(fixed, new ListedKeys(fixed.keys()));
            }

            @Override
            public Partitions timeWindows(TimeWindowPartitionsDefinition windows) {
                return single(windows, new TimeKeys(windows, now));
            }

            @Override
            public Partitions dynamic(DynamicPartitionsDefinition dynamic) {
                return single(dynamic, new ListedKeys(dynamicKeys.apply(dynamic.name())));
            }

            @Override
            public Partitions multi(MultiPartitionsDefinition multi) {
                SortedMap<String, Partitions> dimensions = new TreeMap<>();
                SortedMap<String, Keys> keys = new TreeMap<>();
                multi.dimensions().forEach((name, dimension) -> {
                    Partitions partitions = Partitions.of(dimension, now, dynamicKeys);
                    dimensions.put(name, partitions);
                    keys.put(name, partitions.keys);
                });
                return new Partitions(multi, new ProductKeys(keys), dimensions);
            }
        });
    }

    private static Partitions single(PartitionsDefinition definition, Keys keys) {
        return new Partitions(definition, keys, new TreeMap<>());
    }

    public PartitionsDefinition definition() {
        return definition;
    }

    /** Returns the partitions of each dimension, by name; none if there is only one. */
    SortedMap<String, Partitions> dimensions() {
        return dimensions;
    }

    Optional<TimeKeys> time() {
        return keys instanceof TimeKeys time ? Optional.of(time) : Optional.empty();
    }

    public long count() {
        return keys.count();
    }

    /** Returns all keys in the definition's order. */
    public List<PartitionKey> keys() {
        return typed(keys.all());
    }

    /** Returns the numbers that these keys have in sets. */
    public PartitionNumbering numbering() {
        return keys.numbering();
    }

    /** Returns all keys as a set; windows of time are not made one by one. */
    public PartitionSet all() {
        var known = all;
        if (known == null) {
            known = PartitionSet.ofNumbers(keys.numbering(), keys.numbers());
            all = known;
        }
        return known;
    }

    /** Returns a text that is another one whenever other keys exist. */
    public String extent() {
        return keys.extent();
    }

    public boolean contains(PartitionKey key) {
        return keys.contains(key.text());
    }

    public Optional<PartitionKey> first() {
        return keys.first().map(PartitionKey::of);
    }

    public Optional<PartitionKey> last() {
        return keys.last().map(PartitionKey::of);
    }

    /**
     * Returns the keys from the one to the other, both included; with several dimensions, every combination of their ranges.
     *
     * @throws IllegalArgumentException if one of them does not exist
     */
    public List<PartitionKey> range(PartitionKey from, PartitionKey to) {
        return range(from.text(), to.text(), "this definition");
    }

    private List<PartitionKey> range(String from, String to, String owner) {
        return typed(keys.range(existing(from, owner), existing(to, owner)));
    }

    private String existing(String key, String owner) {
        if (!keys.contains(key)) {
            throw new IllegalArgumentException(
                    keys.first().isEmpty() && keys.describe().isEmpty()
                            ? "%s is not a partition of %s: it has no keys yet.".formatted(key, owner)
                            : "%s is not a partition of %s: its keys are %s.".formatted(key, owner, keys.describe()));
        }
        return key;
    }

    /** Returns the window of a key, also of one that does not exist yet; empty if its definition has no windows. */
    public Optional<TimeWindow> window(PartitionKey key) {
        return keys.window(key.text());
    }

    /** Returns the keys whose windows overlap the given one; none if the definition has no windows. */
    public List<PartitionKey> in(TimeWindow window) {
        return typed(keys.in(window));
    }

    /**
     * Returns the keys that people name: a key, an inclusive range {@code A...B}, or several of these with commas between.
     *
     * @throws IllegalArgumentException if a key does not exist
     */
    public List<PartitionKey> parse(String text) {
        return parse(text, "this definition");
    }

    /** Does the same; {@code owner} is what the message calls the thing that has the partitions, such as the asset's key. */
    public List<PartitionKey> parse(String text, String owner) {
        if (keys.contains(text)) {
            return List.of(PartitionKey.of(text));
        }
        Set<PartitionKey> parsed = new LinkedHashSet<>();
        for (String part : text.split(",", -1)) {
            parsed.addAll(parsePart(part.strip(), owner));
        }
        return List.copyOf(parsed);
    }

    private List<PartitionKey> parsePart(String part, String owner) {
        int dots = part.indexOf(RANGE);
        if (dots < 0 || keys.contains(part)) {
            return List.of(PartitionKey.of(existing(part, owner)));
        }
        String from = part.substring(0, dots);
        String to = part.substring(dots + RANGE.length());
        List<PartitionKey> range = range(from, to, owner);
        if (range.isEmpty()) {
            throw new IllegalArgumentException("The range %s has no partitions of %s: %s comes after %s. Swap them."
                    .formatted(part, owner, from, to));
        }
        return range;
    }

    private static List<PartitionKey> typed(List<String> keys) {
        return keys.stream().map(PartitionKey::of).toList();
    }
}
