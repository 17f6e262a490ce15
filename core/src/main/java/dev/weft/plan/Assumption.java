package dev.weft.plan;

import dev.weft.asset.AssetKey;
import dev.weft.partition.PartitionSet;
import dev.weft.selection.AttributeName;
import dev.weft.selection.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** That versions are good as they are, of some assets and where they are stale for some causes; what is missing stays missing. */
public final class Assumption implements UnaryOperator<Evaluation> {

    private final Set<AssetKey> assets;
    private final Predicate<Evaluation.Group> which;

    private Assumption(Set<AssetKey> assets, Predicate<Evaluation.Group> which) {
        this.assets = Set.copyOf(assets);
        this.which = which;
    }

    /**
     * Assumes it of a selection.
     *
     * @param selection what was selected; a {@code changed:} or {@code stale_because(...)} in it, alone or joined by {@code and}, chooses causes too
     * @param assets the assets that it stands for
     */
    public static Assumption of(Selection selection, Set<AssetKey> assets) {
        Predicate<Evaluation.Group> which = group -> true;
        for (var part : selection instanceof Selection.And and ? and.of() : List.of(selection)) {
            if (part instanceof Selection.Attribute attribute
                    && (attribute.name() == AttributeName.CHANGED || attribute.name() == AttributeName.STALE_BECAUSE)
                    && attribute.value().isPresent()) {
                which = which.and(StandingFacts.because(attribute.value().get()));
            }
        }
        return new Assumption(assets, which);
    }

    public Set<AssetKey> assets() {
        return assets;
    }

    /** Returns the partitions of an evaluation that are not fresh, have a version, and are assumed to be good. */
    public PartitionSet accepted(Evaluation evaluation) {
        var accepted = PartitionSet.empty(evaluation.all().numbering());
        for (var group : evaluation.groups()) {
            if (accepts(evaluation, group)) {
                accepted = accepted.or(group.partitions().and(evaluation.made()));
            }
        }
        return accepted;
    }

    private boolean accepts(Evaluation evaluation, Evaluation.Group group) {
        return assets.contains(evaluation.asset())
                && group.verdict().standing() != Standing.FRESH
                && group.verdict().standing() != Standing.WAITING
                && which.test(group);
    }

    @Override
    public Evaluation apply(Evaluation evaluation) {
        var groups = new ArrayList<Evaluation.Group>();
        for (var group : evaluation.groups()) {
            var good = group.partitions().and(evaluation.made());
            if (!accepts(evaluation, group) || good.isEmpty()) {
                groups.add(group);
                continue;
            }
            var rest = group.partitions().andNot(good);
            if (!rest.isEmpty()) {
                groups.add(group.with(rest));
            }
            var sentence = "assumed to be fresh: " + group.verdict().sentence();
            groups.add(new Evaluation.Group(
                    new Verdict(Standing.FRESH, List.of(), sentence),
                    good,
                    good.isWhole() ? java.util.Optional.empty() : good.first(),
                    sentence));
        }
        return new Evaluation(evaluation.asset(), evaluation.all(), evaluation.made(), groups);
    }
}
