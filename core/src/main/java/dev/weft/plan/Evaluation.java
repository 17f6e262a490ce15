package dev.weft.plan;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetKey;
import dev.weft.partition.PartitionSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where all partitions of an asset stand; an asset without partitions has one.
 *
 * @param asset the asset
 * @param all the partitions that exist
 * @param made those that have a version
 * @param groups those that stand alike, together; each partition is in one of them
 */
public record Evaluation(AssetKey asset, PartitionSet all, PartitionSet made, List<Group> groups) {

    public Evaluation {
        groups = List.copyOf(groups);
    }

    /** Returns the same of another asset, whose partitions stand alike. */
    Evaluation of(AssetKey other) {
        return new Evaluation(other, all, made, groups);
    }

    /** Returns how many partitions stand where; what none does is left out. */
    public Map<Standing, Long> counts() {
        var counts = new EnumMap<Standing, Long>(Standing.class);
        groups.forEach(group ->
                counts.merge(group.verdict().standing(), group.partitions().count(), Long::sum));
        return counts;
    }

    /** Returns how many stand where, in words: {@code 3 fresh, 1 stale}; the worst word alone for what has no partitions. */
    public String rollUp() {
        if (all.isWhole()) {
            return groups.stream()
                    .map(group -> group.verdict().standing().word())
                    .findFirst()
                    .orElse("missing");
        }
        var text = counts().entrySet().stream()
                .map(entry ->
                        "%,d %s".formatted(entry.getValue(), entry.getKey().word()))
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? "no partitions yet" : text;
    }

    /** Returns those partitions that stand there. */
    public PartitionSet in(Standing standing) {
        return groups.stream()
                .filter(group -> group.verdict().standing() == standing)
                .map(Group::partitions)
                .reduce(PartitionSet.empty(all.numbering()), PartitionSet::or);
    }

    /** Returns the group of a partition; empty if there is no such partition. */
    public Optional<Group> groupOf(Optional<PartitionKey> partition) {
        return groups.stream()
                .filter(group -> group.partitions().has(partition))
                .findFirst();
    }

    /**
     * Partitions that stand alike.
     *
     * @param verdict where and why
     * @param partitions which
     * @param sample one of them; empty for an asset without partitions
     * @param detail why, for the sample, in all detail
     */
    public record Group(Verdict verdict, PartitionSet partitions, Optional<PartitionKey> sample, String detail) {

        /** Returns the group of a part of the partitions. */
        public Group with(PartitionSet part) {
            if (part.equals(partitions)) {
                return this;
            }
            return part.has(sample)
                    ? new Group(verdict, part, sample, detail)
                    : new Group(verdict, part, part.isWhole() ? Optional.empty() : part.first(), verdict.sentence());
        }

        /** Returns the group of these and those, which stand alike. */
        Group and(Group other) {
            var both = partitions.or(other.partitions);
            return detail.equals(verdict.sentence())
                    ? new Group(verdict, both, other.sample, other.detail)
                    : new Group(verdict, both, sample, detail);
        }

        /** Returns why, a part of a sentence: in detail if it is one partition. */
        public String sentence() {
            return partitions.count() == 1 ? detail : verdict.sentence();
        }
    }
}
