package dev.weft.code;

import dev.weft.fingerprint.Fingerprint;
import dev.weft.plan.CodeChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Everything that one asset's or check's logic reaches, the nearest first.
 *
 * <p>It is kept as a list of ids; the places themselves are kept once, whoever reaches them.
 *
 * @param entries by id
 */
record Listing(Map<String, Entry> entries) {

    Listing {
        entries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** A place and what is there. */
    record Entry(String label, String fingerprint) {

        private static final int ID = 16;

        String id() {
            return Fingerprint.of(List.of(label, fingerprint)).substring(0, ID);
        }

        String text() {
            return fingerprint + "\t" + label;
        }

        static Entry parse(String text) {
            int tab = text.indexOf('\t');
            return new Entry(text.substring(tab + 1), text.substring(0, tab));
        }
    }

    static Listing of(List<Entry> entries) {
        var byId = new LinkedHashMap<String, Entry>();
        entries.forEach(entry -> byId.put(entry.id(), entry));
        return new Listing(byId);
    }

    /** Returns the ids in order, as they are kept. */
    String text() {
        return String.join(" ", entries.keySet());
    }

    static List<String> ids(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" ", -1));
    }

    /** Returns what is different now, in the order of what is there now; what is gone comes last. */
    List<CodeChange> changesTo(Listing now) {
        var before = new HashMap<String, Entry>();
        entries.forEach((id, entry) -> {
            if (!now.entries.containsKey(id)) {
                before.put(entry.label(), entry);
            }
        });
        var changes = new ArrayList<Change>();
        now.entries.forEach((id, entry) -> {
            if (!entries.containsKey(id)) {
                var old = before.remove(entry.label());
                changes.add(new Change(entry.label(), old == null ? "" : old.fingerprint(), entry.fingerprint()));
            }
        });
        entries.values().stream()
                .filter(entry -> entry.equals(before.get(entry.label())))
                .forEach(entry -> changes.add(new Change(entry.label(), entry.fingerprint(), "")));
        return described(changes);
    }

    private record Change(String label, String from, String to) {}

    /** Two methods of one name are told apart by their parameters. */
    private static List<CodeChange> described(List<Change> changes) {
        var named = changes.stream()
                .collect(Collectors.groupingBy(change -> Places.describe(change.label()), Collectors.counting()));
        return changes.stream()
                .map(change -> {
                    var place = Places.describe(change.label());
                    var name =
                            named.getOrDefault(place, 0L) > 1 ? Places.describeWithParameters(change.label()) : place;
                    return new CodeChange(name, change.from(), change.to());
                })
                .toList();
    }
}
