package dev.weft.runtime;

import dev.weft.api.CheckResult;
import dev.weft.api.DataVersion;
import dev.weft.api.NotThereException;
import dev.weft.api.PartitionKey;
import dev.weft.api.Upstream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What the methods of random projects do: a small number follows from an asset's code and what it reads, so that equal content is common. */
public final class Acts {

    /** How many different contents an asset may have. */
    private static final int CONTENTS = 3;

    /** The content that an asset that may return nothing returns nothing for. */
    static final int NOTHING = 1;
    /** How the name of an asset ends that may return nothing. */
    static final String PERHAPS = "_perhaps";

    /** The code of assets; an edit gives another one. */
    static final Map<String, String> CODE = new ConcurrentHashMap<>();
    /** What lies outside, by {@code asset[partition]}. */
    static final Map<String, String> OUTSIDE = new ConcurrentHashMap<>();
    /** What fails now, by {@code asset[partition]}. */
    static final Set<String> FAILING = ConcurrentHashMap.newKeySet();
    /** What was called, by {@code asset[partition]}. */
    static final Set<String> CALLED = ConcurrentHashMap.newKeySet();

    private Acts() {}

    static void clear() {
        CODE.clear();
        OUTSIDE.clear();
        FAILING.clear();
        CALLED.clear();
    }

    /** Called by the methods of assets. */
    public static int make(String asset, Optional<PartitionKey> partition, Object... inputs) {
        var name = name(asset, partition);
        CALLED.add(name);
        if (FAILING.contains(name)) {
            throw new IllegalStateException(name + " fails as it was told to");
        }
        return content(asset, Arrays.stream(inputs).map(Acts::text).toList());
    }

    /** Called by the methods of assets that may return nothing. */
    public static Optional<Integer> perhaps(String asset, Optional<PartitionKey> partition, Object... inputs) {
        return Optional.of(make(asset, partition, inputs)).filter(content -> content != NOTHING);
    }

    /** Tells whether an asset may return nothing; its name says so. */
    static boolean mayReturnNothing(String asset) {
        return asset.endsWith(PERHAPS);
    }

    /** Called by the methods of external assets. */
    public static DataVersion look(String asset, Optional<PartitionKey> partition) {
        var content = OUTSIDE.get(name(asset, partition));
        if (content == null) {
            throw new NotThereException("Nobody has delivered it.");
        }
        return DataVersion.of(content);
    }

    /** Called by checks: the content 0 is bad. */
    public static CheckResult check(int value) {
        return CheckResult.of(value != 0, "it is 0");
    }

    static int content(String asset, List<String> inputs) {
        return Math.floorMod(Objects.hash(asset, CODE.getOrDefault(asset, "1"), inputs), CONTENTS);
    }

    static String name(String asset, Optional<PartitionKey> partition) {
        return asset + partition.map(key -> "[" + key + "]").orElse("");
    }

    private static String text(Object input) {
        if (input instanceof Map<?, ?> map) {
            var sorted = new TreeMap<String, Object>();
            map.forEach((key, value) -> sorted.put(key.toString(), value));
            return sorted.toString();
        }
        if (input instanceof Optional<?> optional) {
            return optional.map(Object::toString).orElse("none");
        }
        if (input instanceof Upstream<?> upstream) {
            return upstream.partitions().isEmpty()
                    ? outside(upstream.key())
                    : upstream.partitions().stream()
                            .map(key -> outside(upstream.key() + "[" + key + "]"))
                            .collect(Collectors.joining(" "));
        }
        return input.toString();
    }

    /** Of a view elsewhere nothing lies outside: it has no content that a reader could see here. */
    static String outside(String name) {
        return OUTSIDE.getOrDefault(name, "nothing");
    }
}
