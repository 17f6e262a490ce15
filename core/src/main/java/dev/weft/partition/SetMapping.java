package dev.weft.partition;

import dev.weft.api.PartitionKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.roaringbitmap.RoaringBitmap;

/**
 * Mappings of whole sets, forwards and back: each equals the union of what its members map to. Equal and nested windows of time are mapped
 * run by run, whatever the number of partitions; where no arithmetic is known, key by key.
 */
final class SetMapping {

    private final PartitionMapping mapping;
    private final Partitions upstream;
    private final Optional<Partitions> downstream;

    /** Takes a mapping that is not inferred any more. */
    SetMapping(PartitionMapping mapping, Partitions upstream, Optional<Partitions> downstream) {
        this.mapping = mapping;
        this.upstream = upstream;
        this.downstream = downstream;
    }

    /** Returns what a set of downstream partitions reads; {@link PartitionSet#whole} for a downstream without partitions. */
    PartitionSet upstreamOf(PartitionSet own) {
        if (own.isEmpty()) {
            return PartitionSet.empty(upstream.numbering());
        }
        if (mapping instanceof PartitionMapping.Identity && sameNumbers(own)) {
            return own.numbering() == upstream.numbering()
                    ? own
                    : PartitionSet.ofNumbers(upstream.numbering(), own.numbers().clone());
        }
        if (mapping instanceof PartitionMapping.TimeWindows windows) {
            return upstreamWindows(windows, own);
        }
        if (mapping instanceof PartitionMapping.All) {
            return upstream.all();
        }
        if (mapping instanceof PartitionMapping.Last || mapping instanceof PartitionMapping.Specific) {
            return numbered(upstreamOf(own.first()), upstream);
        }
        Set<PartitionKey> read = new HashSet<>();
        own.members().forEach(key -> read.addAll(upstreamOf(key)));
        return numbered(read, upstream);
    }

    private List<PartitionKey> upstreamOf(Optional<PartitionKey> own) {
        return PartitionMappings.upstreamOf(mapping, upstream, downstream, own);
    }

    private boolean sameNumbers(PartitionSet set) {
        return set.numbering().id().equals(upstream.numbering().id());
    }

    /** Leaves out what has no number: it cannot come into being. */
    private static PartitionSet numbered(Collection<PartitionKey> keys, Partitions partitions) {
        return PartitionSet.ofKnown(partitions.numbering(), keys);
    }

    private PartitionSet upstreamWindows(PartitionMapping.TimeWindows windows, PartitionSet own) {
        TimeKeys theirs = upstream.time().orElseThrow();
        TimeKeys ours = downstream.flatMap(Partitions::time).orElseThrow();
        RoaringBitmap read = new RoaringBitmap();
        eachSpan(own, ours, (first, last) -> {
            int from = theirs.grid().shift(theirs.grid().at(ours.grid().start(first)), windows.from());
            int to = theirs.grid().shift(theirs.grid().at(ours.grid().end(last).minusNanos(1)), windows.to());
            theirs.grid().addRange(read, from, to);
        });
        theirs.keepPossible(read);
        if (windows.from() == 0 && windows.to() == 0) {
            outside(own, ours, theirs)
                    .forEach((int number) -> theirs.grid()
                            .addRange(
                                    read,
                                    theirs.grid().at(ours.grid().start(number)),
                                    theirs.grid().at(ours.grid().end(number).minusNanos(1))));
        }
        return PartitionSet.ofNumbers(upstream.numbering(), read);
    }

    /** Returns the windows that share no time with what the upstream may ever have: they read what cannot come into being. */
    private static RoaringBitmap outside(PartitionSet own, TimeKeys ours, TimeKeys theirs) {
        RoaringBitmap outside = own.numbers().clone();
        int first = ours.grid().at(theirs.grid().start(theirs.firstNumber()));
        Optional<Integer> last = theirs.lastEver()
                .map(ever -> ours.grid().at(theirs.grid().end(ever).minusNanos(1)));
        if (ours.grid().isDense()) {
            RoaringBitmap inside = outside.clone();
            Numbers.removeBelow(inside, first);
            last.ifPresent(number -> Numbers.removeAbove(inside, number));
            outside.andNot(inside);
            return outside;
        }
        Numbers.keep(
                outside,
                number -> ours.grid().start(number).isBefore(ours.grid().start(first))
                        || last.filter(ever -> ours.grid()
                                        .start(number)
                                        .isAfter(ours.grid().start(ever)))
                                .isPresent());
        return outside;
    }

    /** Gives runs of windows that follow each other in time. */
    private static void eachSpan(PartitionSet set, TimeKeys keys, PartitionSet.RunOfNumbers consumer) {
        if (keys.grid().isDense()) {
            set.forEachRun(consumer);
        } else {
            set.numbers().forEach((int number) -> consumer.accept(number, number));
        }
    }

    /** Returns the downstream partitions that exist and read any of the set; what is not a partition now is read by none but windows. */
    PartitionSet downstreamOf(PartitionSet keys) {
        PartitionSet all = downstream.map(Partitions::all).orElseGet(PartitionSet::whole);
        PartitionSet none = PartitionSet.empty(all.numbering());
        if (keys.isEmpty()) {
            return none;
        }
        if (mapping instanceof PartitionMapping.Identity
                && keys.numbering().id().equals(all.numbering().id())) {
            return keys.numbering() == all.numbering()
                    ? keys.and(all)
                    : PartitionSet.ofNumbers(all.numbering(), RoaringBitmap.and(keys.numbers(), all.numbers()));
        }
        if (mapping instanceof PartitionMapping.TimeWindows windows) {
            return downstreamWindows(windows, keys, all);
        }
        if (mapping instanceof PartitionMapping.All
                || mapping instanceof PartitionMapping.Last
                || mapping instanceof PartitionMapping.Specific) {
            return all.isEmpty() || !upstreamOf(all).intersects(keys) ? none : all;
        }
        if (mapping instanceof PartitionMapping.Dimensions dimensions) {
            return downstreamDimensions(dimensions, keys).and(all);
        }
        Set<PartitionKey> readers = new HashSet<>();
        keys.forEach(key ->
                readers.addAll(PartitionMappings.downstreamOf(mapping, upstream, key, downstream.orElseThrow())));
        return numbered(readers, downstream.orElseThrow());
    }

    private PartitionSet downstreamWindows(PartitionMapping.TimeWindows windows, PartitionSet keys, PartitionSet all) {
        TimeKeys theirs = upstream.time().orElseThrow();
        TimeKeys ours = downstream.flatMap(Partitions::time).orElseThrow();
        RoaringBitmap possible = keys.numbers().clone();
        theirs.keepPossible(possible);
        RoaringBitmap readers = new RoaringBitmap();
        eachSpan(
                PartitionSet.ofNumbers(keys.numbering(), possible),
                theirs,
                (first, last) -> ours.grid()
                        .addRange(
                                readers,
                                ours.grid().at(theirs.grid().start(theirs.grid().shift(first, -windows.to()))),
                                ours.grid()
                                        .at(theirs.grid()
                                                .end(theirs.grid().shift(last, -windows.from()))
                                                .minusNanos(1))));
        readers.and(all.numbers());
        if (windows.from() == 0 && windows.to() == 0) {
            PartitionSet impossible = keys.andNot(PartitionSet.ofNumbers(keys.numbering(), possible));
            RoaringBitmap outside = outside(all, ours, theirs);
            impossible.numbers().forEach((int number) -> {
                RoaringBitmap near = new RoaringBitmap();
                ours.grid()
                        .addRange(
                                near,
                                ours.grid().at(theirs.grid().start(number)),
                                ours.grid().at(theirs.grid().end(number).minusNanos(1)));
                near.and(outside);
                readers.or(near);
            });
        }
        return PartitionSet.ofNumbers(all.numbering(), readers);
    }

    /** Every own key whose dimensions all read the upstream key's: those not paired with any read all of them. */
    private PartitionSet downstreamDimensions(PartitionMapping.Dimensions dimensions, PartitionSet keys) {
        Partitions own = downstream.orElseThrow();
        SortedMap<String, Partitions> theirs = Dimensions.of(upstream);
        SortedMap<String, Partitions> ours = Dimensions.of(own);
        RoaringBitmap readers = new RoaringBitmap();
        for (PartitionKey key : keys) {
            SortedMap<String, String> parts = Dimensions.parts(key, theirs);
            boolean exists = theirs.entrySet().stream()
                    .allMatch(dimension -> dimensions.pairs().containsKey(dimension.getKey())
                            || dimension
                                    .getValue()
                                    .contains(PartitionKey.of(Objects.requireNonNull(parts.get(dimension.getKey())))));
            if (exists) {
                ProductKeys.product(readersByDimension(dimensions, parts, theirs, ours))
                        .forEach(reader ->
                                own.numbering().number(PartitionKey.of(reader)).ifPresent(readers::add));
            }
        }
        return PartitionSet.ofNumbers(own.numbering(), readers);
    }

    private static List<List<String>> readersByDimension(
            PartitionMapping.Dimensions dimensions,
            SortedMap<String, String> parts,
            SortedMap<String, Partitions> theirs,
            SortedMap<String, Partitions> ours) {
        List<List<String>> readers = new ArrayList<>();
        ours.forEach((name, partitions) -> {
            PartitionSet set = partitions.all();
            for (var pair : dimensions.pairs().entrySet()) {
                if (pair.getValue().equals(name)) {
                    Partitions their = Objects.requireNonNull(theirs.get(pair.getKey()));
                    PartitionSet part =
                            numbered(List.of(PartitionKey.of(Objects.requireNonNull(parts.get(pair.getKey())))), their);
                    PartitionMapping inferred = PartitionMappings.infer(
                            Optional.of(their.definition()), Optional.of(partitions.definition()));
                    set = set.and(new SetMapping(inferred, their, Optional.of(partitions)).downstreamOf(part));
                }
            }
            readers.add(set.keys().stream().map(PartitionKey::text).toList());
        });
        return readers;
    }
}
