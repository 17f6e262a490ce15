package dev.weft.code;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Places in code, and from each the places that it can reach in one step.
 *
 * <p>A version is a hash over the set of all that a place reaches: of each its label and its fingerprint. A set needs no order, so calls in a
 * circle are nothing special, and two versions differ exactly if their listings do. The cost for one version is the number of places and steps
 * that it reaches.
 */
final class CodeGraph {

    /** Counts into every version: another one makes all assets stale once, so that it changes only when it must. */
    static final String FORMAT = "weft-code-1";

    private final List<Place> places = new ArrayList<>();
    private final Map<String, Root> roots = new LinkedHashMap<>();

    /** A place in code. */
    static final class Place {

        private final String label;
        private final String identity;
        private final String fingerprint;
        private final int[] next;
        private final boolean reflective;

        /**
         * @param label how it is named in listings
         * @param identity what counts of its name in a version
         * @param fingerprint of its content; empty for a place that only leads to others
         * @param next the numbers of the places that it leads to
         * @param reflective whether it looks for code by name
         */
        Place(String label, String identity, String fingerprint, int[] next, boolean reflective) {
            this.label = label;
            this.identity = identity;
            this.fingerprint = fingerprint;
            this.next = next;
            this.reflective = reflective;
        }

        String label() {
            return label;
        }

        String identity() {
            return identity;
        }

        String fingerprint() {
            return fingerprint;
        }

        int[] next() {
            return next;
        }

        boolean isReflective() {
            return reflective;
        }
    }

    /**
     * Where a version begins.
     *
     * @param place the number of its place
     * @param saysMore whether it says itself what it reaches by reflection
     */
    record Root(int place, boolean saysMore) {}

    /**
     * A version of everything that a root reaches.
     *
     * @param lookedUp where it looks for code by a name, so that it may reach more than is known; empty where the root says what that is
     */
    record Version(String text, List<String> lookedUp) {}

    /** Adds a place and returns its number. */
    int add(Place place) {
        places.add(place);
        return places.size() - 1;
    }

    void replace(int number, Place place) {
        places.set(number, place);
    }

    /** Names a place where a version begins. */
    void root(String name, Root root) {
        roots.put(name, root);
    }

    List<Place> places() {
        return places;
    }

    Map<String, Root> roots() {
        return roots;
    }

    /** Returns the version of everything that each root reaches. */
    Map<String, Version> versions() {
        var digests = new long[2 * places.size()];
        for (int i = 0; i < places.size(); i++) {
            var place = places.get(i);
            if (!place.fingerprint().isEmpty()) {
                var digest = Digest.of(place.identity().length() + ":" + place.identity() + place.fingerprint());
                digests[2 * i] = Long.parseUnsignedLong(digest, 0, 16, 16);
                digests[2 * i + 1] = Long.parseUnsignedLong(digest, 16, 32, 16);
            }
        }
        var versions = new HashMap<String, Version>();
        var walk = new Walk();
        var sum = new long[3];
        roots.forEach((name, root) -> {
            Arrays.fill(sum, 0);
            var lookedUp = new ArrayList<String>();
            // Sums of hashes do not depend on the order in which places are met.
            walk.from(root.place(), place -> {
                if (places.get(place).isReflective() && !root.saysMore()) {
                    lookedUp.add(Places.describe(places.get(place).label()));
                }
                if (!places.get(place).fingerprint().isEmpty()) {
                    sum[0]++;
                    sum[1] += digests[2 * place];
                    sum[2] += digests[2 * place + 1];
                }
            });
            var text = Digest.of("%s %d %016x %016x".formatted(FORMAT, sum[0], sum[1], sum[2]));
            versions.put(name, new Version(text, lookedUp));
        });
        return versions;
    }

    /** Returns what a root reaches, the nearest first. */
    Listing listing(String root) {
        var entries = new ArrayList<Listing.Entry>();
        var start = roots.get(root);
        if (start != null) {
            new Walk().from(start.place(), number -> {
                var place = places.get(number);
                if (!place.fingerprint().isEmpty()) {
                    entries.add(new Listing.Entry(place.label(), place.fingerprint()));
                }
            });
        }
        return Listing.of(entries);
    }

    /** Breadth first, each place once. */
    private final class Walk {

        private final BitSet seen = new BitSet();
        private final ArrayDeque<Integer> todo = new ArrayDeque<>();

        void from(int start, IntConsumer visit) {
            seen.clear();
            seen.set(start);
            todo.add(start);
            while (!todo.isEmpty()) {
                int place = todo.remove();
                visit.accept(place);
                for (int next : places.get(place).next()) {
                    if (!seen.get(next)) {
                        seen.set(next);
                        todo.add(next);
                    }
                }
            }
        }
    }
}
