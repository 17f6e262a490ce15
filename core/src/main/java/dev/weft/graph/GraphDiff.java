package dev.weft.graph;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.Column;
import dev.weft.asset.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What differs between two graphs.
 *
 * @param changes one for each asset that differs, sorted by its key now, or before where it is gone
 */
public record GraphDiff(List<Change> changes) {

    public GraphDiff {
        changes = List.copyOf(changes);
    }

    /** What became of an asset. */
    public enum Kind {
        ADDED,
        REMOVED,
        /** It continues the history of another key. */
        RENAMED,
        CHANGED
    }

    /**
     * One asset.
     *
     * @param kind what became of it
     * @param asset its key, or the last one it had
     * @param formerly the key before, if it was renamed
     * @param details what differs, each a part of a sentence; empty for what is new or gone
     */
    public record Change(Kind kind, AssetKey asset, Optional<AssetKey> formerly, List<String> details) {
        public Change {
            details = List.copyOf(details);
        }
    }

    /** Compares the graph of an earlier moment with that of now. */
    public static GraphDiff between(AssetGraph before, AssetGraph now) {
        var changes = new ArrayList<Change>();
        var renamed = new HashSet<AssetKey>();
        for (var asset : now.assets()) {
            var same = before.find(asset.key());
            var former = asset.formerly()
                    .filter(key -> same.isEmpty() && !now.contains(key))
                    .flatMap(before::find);
            if (same.isPresent()) {
                var details = details(same.get(), asset);
                if (!details.isEmpty()) {
                    changes.add(new Change(Kind.CHANGED, asset.key(), Optional.empty(), details));
                }
            } else if (former.isPresent()) {
                renamed.add(former.get().key());
                changes.add(new Change(
                        Kind.RENAMED, asset.key(), former.map(AssetDefinition::key), details(former.get(), asset)));
            } else {
                changes.add(new Change(Kind.ADDED, asset.key(), Optional.empty(), List.of()));
            }
        }
        before.assets().stream()
                .map(AssetDefinition::key)
                .filter(key -> !now.contains(key) && !renamed.contains(key))
                .forEach(key -> changes.add(new Change(Kind.REMOVED, key, Optional.empty(), List.of())));
        changes.sort(java.util.Comparator.comparing(Change::asset));
        return new GraphDiff(changes);
    }

    private static List<String> details(AssetDefinition before, AssetDefinition now) {
        var details = new ArrayList<String>();
        var read = upstreams(before);
        var reads = upstreams(now);
        without(reads, read).forEach(key -> details.add("reads %s now".formatted(key)));
        without(read, reads).forEach(key -> details.add("no longer reads %s".formatted(key)));
        if (reads.equals(read) && !before.inputs().equals(now.inputs())) {
            details.add("reads its upstreams in another way");
        }
        if (!before.value().equals(now.value())) {
            var columns = columns(before.value(), now.value());
            if (!before.value().simple().equals(now.value().simple())) {
                details.add("value changed (%s → %s)"
                        .formatted(before.value().simple(), now.value().simple()));
            } else if (columns.isEmpty()) {
                details.add("its type changed");
            }
            details.addAll(columns);
        }
        differs(details, "partitions", words(before), words(now));
        differs(details, "store", before.io(), now.io());
        differs(
                details,
                "code version",
                before.codeVersion().orElse("derived"),
                now.codeVersion().orElse("derived"));
        differs(details, "nature", before.nature().name(), now.nature().name());
        if (before.virtual() != now.virtual()) {
            details.add(now.virtual() ? "is virtual now" : "is no longer virtual");
        }
        return details;
    }

    /** Returns how columns differ: in the order of now, then those that are gone. */
    private static List<String> columns(ValueType before, ValueType now) {
        if (!(before instanceof ValueType.Rows had) || !(now instanceof ValueType.Rows has)) {
            return List.of();
        }
        var details = new ArrayList<String>();
        var left = new LinkedHashMap<String, Column>();
        had.columns().forEach(column -> left.put(column.name(), column));
        for (var column : has.columns()) {
            var old = left.remove(column.name());
            if (old == null) {
                details.add("column %s added".formatted(column.name()));
            } else if (!old.type().equals(column.type())) {
                details.add("column %s changed (%s → %s)"
                        .formatted(
                                column.name(),
                                old.type().simple(),
                                column.type().simple()));
            }
        }
        left.keySet().forEach(name -> details.add("column %s removed".formatted(name)));
        return details;
    }

    private static String words(AssetDefinition asset) {
        return asset.partitions().map(rule -> rule.describe()).orElse("none");
    }

    private static void differs(List<String> details, String what, String before, String now) {
        if (!before.equals(now)) {
            details.add("%s changed (%s → %s)"
                    .formatted(
                            what, before.toLowerCase(java.util.Locale.ROOT), now.toLowerCase(java.util.Locale.ROOT)));
        }
    }

    private static Set<AssetKey> upstreams(AssetDefinition asset) {
        var keys = new TreeSet<AssetKey>();
        asset.inputs().forEach(input -> keys.add(input.upstream()));
        return keys;
    }

    private static Set<AssetKey> without(Set<AssetKey> keys, Set<AssetKey> others) {
        var rest = new TreeSet<>(keys);
        rest.removeAll(others);
        return rest;
    }
}
