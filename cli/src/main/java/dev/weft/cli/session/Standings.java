package dev.weft.cli.session;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetPartition;
import dev.weft.cli.command.UserError;
import dev.weft.partition.PartitionSet;
import dev.weft.plan.Evaluation;
import dev.weft.plan.StaleCause;
import dev.weft.plan.Staleness;
import dev.weft.plan.StalenessRule;
import dev.weft.plan.Standing;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the partitions of one asset stand: as sets that stand alike, and each with all its causes. */
public final class Standings {

    private final Session session;
    private final AssetDefinition asset;
    private final Evaluation evaluation;
    private @Nullable StalenessRule rule;

    private Standings(Session session, AssetDefinition asset, Evaluation evaluation) {
        this.session = session;
        this.asset = asset;
        this.evaluation = evaluation;
    }

    public static Standings of(Session session, AssetDefinition asset) {
        return new Standings(
                session,
                asset,
                Objects.requireNonNull(session.evaluate(List.of(asset.key())).get(asset.key())));
    }

    /**
     * Where one partition stands.
     *
     * @param word {@code missing}, {@code stale} or {@code fresh}
     * @param sentence that and why, as a part of a sentence
     * @param causes all of them; none for what is fresh or missing
     */
    public record One(String word, boolean blocked, String sentence, List<StaleCause> causes) {

        public List<String> kinds() {
            return causes.stream().map(StaleCause::kind).toList();
        }
    }

    public Evaluation evaluation() {
        return evaluation;
    }

    /** Returns the asset's partitions that an option names; empty if it names none. */
    public static Optional<List<PartitionKey>> named(Session session, AssetDefinition asset, String option) {
        return option.isEmpty()
                ? Optional.empty()
                : Optional.of(session.traces()
                        .partitionsOf(asset.key())
                        .orElseThrow(() ->
                                new UserError("%s has no partitions. Leave --partition out.".formatted(asset.key())))
                        .parse(option));
    }

    /** Returns the sets that stand alike, of these partitions only where some are named. */
    public List<Evaluation.Group> groups(Optional<List<PartitionKey>> only) {
        return evaluation.groups().stream()
                .map(group -> only.map(keys -> group.with(
                                PartitionSet.ofKnown(group.partitions().numbering(), keys)
                                        .and(group.partitions())))
                        .orElse(group))
                .filter(group -> !group.partitions().isEmpty())
                .toList();
    }

    public One one(Optional<PartitionKey> member) {
        var group = evaluation
                .groupOf(member)
                .orElseThrow(() -> new UserError(
                        "%s is no partition of %s.".formatted(new AssetPartition(asset.key(), member), asset.key())));
        var standing = group.verdict().standing();
        if (standing == Standing.FRESH
                || asset.isComputedWhenRead()
                || standing == Standing.WAITING
                || standing == Standing.SKIPPED) {
            var word = standing == Standing.FRESH ? "fresh" : evaluation.made().has(member) ? "stale" : "missing";
            return new One(word, false, group.verdict().sentence(), List.of());
        }
        var staleness = rule().of(asset, member);
        return new One(
                staleness.word(),
                staleness.isBlocked(),
                staleness.sentence(),
                staleness instanceof Staleness.Stale stale ? stale.causes() : List.of());
    }

    private StalenessRule rule() {
        var known = rule;
        if (known == null) {
            known = session.rule(asset.key());
            rule = known;
        }
        return known;
    }
}
