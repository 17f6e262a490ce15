package dev.weft.plan;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.event.InputVersion;
import dev.weft.partition.PartitionSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Looks at partitions one by one. What is fresh or missing shows in the slots alone; events are read only of what is stale, to say why, and of
 * what was rejected.
 */
final class Judge {

    /** From so many partitions of one asset on, all of them are read in one go. */
    private static final long MANY = 64;

    private final Traces traces;
    private final RecordedAssets recorded;
    private final CurrentCode code;
    private final Function<AssetDefinition, String> config;
    private final Instant now;
    private final TraceNow traceNow;
    private final Limits limits;

    Judge(
            Traces traces,
            RecordedAssets recorded,
            CurrentCode code,
            Function<AssetDefinition, String> config,
            Instant now,
            Limits limits) {
        this.traces = traces;
        this.recorded = recorded;
        this.code = code;
        this.config = config;
        this.now = now;
        this.traceNow = new TraceNow(traces, code, config);
        this.limits = limits;
    }

    /**
     * How much there is room for.
     *
     * @param atOnce how many slots are read at once; more only where one asset needs them
     * @param held how many slots are held beside those, for readers that come later
     */
    record Limits(long atOnce, long held) {

        static final Limits DEFAULT = new Limits(100_000, 1_000_000);
    }

    /** What of an asset has to be looked at again; what else there is stays as it was before. */
    record Question(AssetDefinition asset, Evaluation before, PartitionSet again, PartitionSet all) {}

    void judge(List<Question> questions, RecordedAssets.Overview overview, Consumer<Evaluation> answers) {
        var asks = new ArrayList<Ask>(questions.size());
        for (var question : questions) {
            asks.add(ask(question, overview));
        }
        var held = new HeldSlots(recorded, traces, limits.held());
        asks.forEach(ask -> held.announce(ask.wholly()));
        // Upstream first: what was read for an asset is at hand when its readers come.
        asks.sort(Comparator.comparingInt(Ask::place));
        var round = new Round(overview, held);
        for (var ask : asks) {
            round.add(ask);
            if (round.size >= limits.atOnce()) {
                round.answer(answers);
                round = new Round(overview, held);
            }
        }
        round.answer(answers);
    }

    /**
     * A question with the slots that it takes to answer it.
     *
     * @param wholly assets of which all slots are read
     * @param some slots of others
     * @param place of the asset in the order of the graph
     */
    private record Ask(Question question, Set<AssetKey> wholly, Set<AssetPartition> some, int place) {}

    private Ask ask(Question question, RecordedAssets.Overview overview) {
        var asset = question.asset();
        var ask = new Ask(
                question,
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                traces.graph().placeOf(asset.key()));
        want(ask, asset.key(), question.again(), overview);
        boolean known = overview.of(asset.key()).moved() > 0 || asset.isComputedWhenRead();
        for (var reading : traces.readings(asset)) {
            // What nobody has made yet is missing, whatever it would read; external data it may have to wait for.
            if (known || !isMade(reading)) {
                want(ask, reading.upstream(), traces.readBy(reading, question.again()), overview);
            }
        }
        return ask;
    }

    private void want(Ask ask, AssetKey asset, PartitionSet set, RecordedAssets.Overview overview) {
        if (overview.of(asset).moved() == 0) {
            return;
        }
        if (set.count() > MANY || 4 * set.count() > traces.all(asset).count()) {
            ask.wholly().add(asset);
        } else {
            set.members().forEach(member -> ask.some().add(new AssetPartition(asset, member)));
        }
    }

    /** Questions that are answered together, with few reads. */
    private final class Round {

        private final RecordedAssets.Overview overview;
        private final HeldSlots held;
        private final List<Ask> asks = new ArrayList<>();
        private final Set<AssetKey> wholly = new LinkedHashSet<>();
        private final Set<AssetPartition> some = new LinkedHashSet<>();
        private long size;

        Round(RecordedAssets.Overview overview, HeldSlots held) {
            this.overview = overview;
            this.held = held;
        }

        void add(Ask ask) {
            asks.add(ask);
            for (var asset : ask.wholly()) {
                if (wholly.add(asset) && !held.has(asset)) {
                    size += traces.all(asset).count();
                }
            }
            some.addAll(ask.some());
            size += ask.some().size();
        }

        void answer(Consumer<Evaluation> answers) {
            if (asks.isEmpty()) {
                return;
            }
            held.read(wholly);
            some.removeIf(what -> held.has(what.asset()));
            var few = some.isEmpty() ? nothing() : recorded.slotsOf(some);
            RecordedAssets.Slots slots = what -> overview.of(what.asset()).moved() == 0
                    ? Slot.NOTHING
                    : held.has(what.asset()) ? held.of(what) : few.of(what);
            var open = new ArrayList<Open>();
            for (var ask : asks) {
                open.add(bySlots(ask.question(), slots));
            }
            var doubtful = open.stream().flatMap(one -> one.doubtful.stream()).toList();
            if (!doubtful.isEmpty()) {
                var rule = new StalenessRule(traces, state(recorded.stateOf(doubtful), slots), code, config, now);
                open.forEach(one -> byEvents(one, rule, slots));
            }
            open.forEach(one -> answers.accept(one.evaluation()));
            asks.forEach(ask -> held.done(ask.wholly()));
        }

        private static RecordedAssets.Slots nothing() {
            return what -> Slot.NOTHING;
        }

        private boolean isUnknown(Question question) {
            return overview.of(question.asset().key()).moved() == 0;
        }

        private Open bySlots(Question question, RecordedAssets.Slots slots) {
            var open = new Open(question);
            var asset = question.asset();
            if (!asset.nature().isMaterializable()) {
                question.again().members().forEach(member -> {
                    boolean seen = slots.of(what(asset, member)).version().isPresent();
                    open.add(member, seen ? Verdict.FRESH : Verdict.MISSING, seen);
                });
                return open;
            }
            if (asset.isComputedWhenRead()) {
                view(open, slots);
                return open;
            }
            var rest = waiting(open, slots);
            if (isUnknown(question)) {
                open.addAll(rest, Verdict.MISSING);
                return open;
            }
            var prints = traceNow.fingerprints(asset);
            // Nearly all are fresh where there are many: those that are not are fewer to turn into a set.
            var others = new ArrayList<Optional<PartitionKey>>();
            for (var member : rest.members()) {
                var slot = slots.of(what(asset, member));
                if (!slot.made() && !slot.rejected()) {
                    open.add(member, Verdict.of(new Staleness.Missing(List.of()), slot.failed()), false);
                } else if (slot.made() && isFresh(prints, asset, member, slot, slots)) {
                    continue;
                } else {
                    open.doubtful.add(what(asset, member));
                }
                others.add(member);
            }
            open.addMade(rest.andNot(PartitionSet.ofMembers(rest.numbering(), others)), Verdict.FRESH);
            return open;
        }

        private static boolean isFresh(
                TraceNow.Fingerprints prints,
                AssetDefinition asset,
                Optional<PartitionKey> member,
                Slot slot,
                RecordedAssets.Slots slots) {
            return !slot.rejected()
                    && asset.refresh().isEmpty()
                    && slot.basis()
                            .equals(prints.of(
                                    member,
                                    upstream -> new InputVersion(
                                            upstream, slots.of(upstream).version(), 0)));
        }

        /** A view that is computed when it is read is there where all is there that it reads. */
        private void view(Open open, RecordedAssets.Slots slots) {
            var asset = open.question.asset();
            var rest = open.question.again();
            for (var reading : traces.readings(asset)) {
                var lacking = reading.isOptional() ? List.<Optional<PartitionKey>>of() : without(reading, rest, slots);
                if (!lacking.isEmpty()) {
                    var set = PartitionSet.ofMembers(traces.numbering(reading.upstream()), lacking);
                    var misses = traces.readersOf(reading, set).and(rest);
                    rest = rest.andNot(misses);
                    open.addAll(misses, Verdict.viewWithout(reading.upstream()));
                }
            }
            open.addMade(rest, Verdict.VIEW);
        }

        private List<Optional<PartitionKey>> without(Reading reading, PartitionSet own, RecordedAssets.Slots slots) {
            return traces.readBy(reading, own).members().stream()
                    .filter(member -> slots.of(new AssetPartition(reading.upstream(), member))
                            .version()
                            .isEmpty())
                    .toList();
        }

        /** Sorts out what needs external data that nobody has seen, and returns the rest. */
        private PartitionSet waiting(Open open, RecordedAssets.Slots slots) {
            var asset = open.question.asset();
            var rest = open.question.again();
            for (var reading : traces.readings(asset)) {
                if (isMade(reading) || reading.isOptional()) {
                    continue;
                }
                var unseen = without(reading, rest, slots);
                if (!unseen.isEmpty()) {
                    var set = PartitionSet.ofMembers(traces.numbering(reading.upstream()), unseen);
                    var waits = traces.readersOf(reading, set).and(rest);
                    rest = rest.andNot(waits);
                    open.wait(withoutFresh(open, waits, slots), reading, set, slots);
                }
            }
            return rest;
        }

        /** What is what would be made now needs nothing; returns those that do. */
        private PartitionSet withoutFresh(Open open, PartitionSet waits, RecordedAssets.Slots slots) {
            var asset = open.question.asset();
            var prints = traceNow.fingerprints(asset);
            var fresh = waits.members().stream()
                    .filter(member -> {
                        var slot = slots.of(what(asset, member));
                        return slot.made() && isFresh(prints, asset, member, slot, slots);
                    })
                    .toList();
            fresh.forEach(member -> open.add(member, Verdict.FRESH, true));
            return waits.andNot(PartitionSet.ofMembers(waits.numbering(), fresh));
        }

        private void byEvents(Open open, StalenessRule rule, RecordedAssets.Slots slots) {
            for (var what : open.doubtful) {
                var staleness = rule.of(open.question.asset(), what.partition());
                var slot = slots.of(what);
                open.add(
                        what.partition(),
                        Verdict.of(staleness, slot.failed()),
                        slot.made(),
                        Verdict.detail(staleness, slot.failed()));
            }
        }
    }

    private boolean isMade(Reading reading) {
        return traces.graph().get(reading.upstream()).nature().isMaterializable();
    }

    private static AssetPartition what(AssetDefinition asset, Optional<PartitionKey> member) {
        return new AssetPartition(asset.key(), member);
    }

    private static RecordedState state(RecordedState events, RecordedAssets.Slots slots) {
        return new RecordedState() {
            @Override
            public Recorded of(AssetPartition what) {
                return events.of(what);
            }

            @Override
            public InputVersion current(AssetPartition what) {
                var slot = slots.of(what);
                return new InputVersion(what, slot.version(), slot.sequence());
            }
        };
    }

    /** An answer in the making. */
    private final class Open {

        private final Question question;
        private final List<AssetPartition> doubtful = new ArrayList<>();
        private final Map<Verdict, Members> found = new LinkedHashMap<>();
        private final Set<Optional<PartitionKey>> made = new HashSet<>();
        private PartitionSet madeSet;

        Open(Question question) {
            this.question = question;
            this.madeSet = PartitionSet.empty(question.all().numbering());
        }

        private static final class Members {
            private final List<Optional<PartitionKey>> members = new ArrayList<>();
            private final List<PartitionSet> sets = new ArrayList<>();
            private final String detail;

            Members(String detail) {
                this.detail = detail;
            }

            PartitionSet set(PartitionSet like) {
                var set = PartitionSet.ofMembers(like.numbering(), members);
                for (var more : sets) {
                    set = set.or(more);
                }
                return set;
            }
        }

        void add(Optional<PartitionKey> member, Verdict verdict, boolean isMade) {
            add(member, verdict, isMade, verdict.sentence());
        }

        void add(Optional<PartitionKey> member, Verdict verdict, boolean isMade, String detail) {
            found.computeIfAbsent(verdict, key -> new Members(detail)).members.add(member);
            if (isMade) {
                made.add(member);
            }
        }

        void addAll(PartitionSet set, Verdict verdict) {
            if (!set.isEmpty()) {
                found.computeIfAbsent(verdict, key -> new Members(verdict.sentence()))
                        .sets
                        .add(set);
            }
        }

        void addMade(PartitionSet set, Verdict verdict) {
            addAll(set, verdict);
            madeSet = madeSet.or(set);
        }

        void wait(PartitionSet waits, Reading reading, PartitionSet unseen, RecordedAssets.Slots slots) {
            if (waits.isEmpty()) {
                return;
            }
            var first = PartitionSet.ofMembers(
                    waits.numbering(), List.of(waits.members().get(0)));
            var what = traces.readBy(reading, first).and(unseen).members().stream()
                    .findFirst()
                    .map(member -> new AssetPartition(reading.upstream(), member));
            var sentence = "waits for %s, which nobody has seen yet";
            var verdict = new Verdict(Standing.WAITING, List.of(), sentence.formatted(reading.upstream()));
            var detail = what.map(sentence::formatted).orElse(verdict.sentence());
            found.computeIfAbsent(verdict, key -> new Members(detail)).sets.add(waits);
            waits.members().stream()
                    .filter(member -> slots.of(what(question.asset(), member)).made())
                    .forEach(made::add);
        }

        Evaluation evaluation() {
            var before = question.before();
            var stays = question.all().and(before.all()).andNot(question.again());
            var groups = new LinkedHashMap<Verdict, Evaluation.Group>();
            for (var group : before.groups()) {
                var left = group.partitions().and(stays);
                if (!left.isEmpty()) {
                    groups.put(group.verdict(), group.with(left));
                }
            }
            found.forEach((verdict, members) -> {
                var set = members.set(question.all());
                var group = new Evaluation.Group(verdict, set, firstOf(set), members.detail);
                groups.merge(verdict, group, Evaluation.Group::and);
            });
            return new Evaluation(
                    question.asset().key(),
                    question.all(),
                    before.made()
                            .and(stays)
                            .or(madeSet)
                            .or(PartitionSet.ofMembers(question.all().numbering(), made)),
                    List.copyOf(groups.values()));
        }

        private Optional<PartitionKey> firstOf(PartitionSet set) {
            return set.isWhole() ? Optional.empty() : set.first();
        }
    }
}
