package dev.weft.plan;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.Parameter;
import dev.weft.partition.PartitionMapping;
import java.util.ArrayList;
import java.util.List;

/**
 * One way in which an asset depends on another that has versions: through a parameter that names it, or through one that names a virtual asset that
 * reads it, and so on.
 *
 * @param hops the parameters on the way, the asset's own first; at least one
 */
public record Reading(List<Hop> hops) {

    /**
     * A parameter, and the asset whose method has it.
     *
     * @param mapping the rule by which it reads partitions, with what the code leaves unsaid
     */
    public record Hop(AssetDefinition reader, Parameter.Input input, PartitionMapping mapping) {}

    public Reading {
        hops = List.copyOf(hops);
    }

    static Reading of(Hop hop) {
        return new Reading(List.of(hop));
    }

    /** Returns the same, read by another asset through a parameter that names this one's reader. */
    Reading by(Hop hop) {
        var longer = new ArrayList<Hop>();
        longer.add(hop);
        longer.addAll(hops);
        return new Reading(longer);
    }

    /** Returns the asset that is read in the end. */
    public AssetKey upstream() {
        return hops.get(hops.size() - 1).input().upstream();
    }

    /** Tells whether nothing lies between. */
    public boolean isDirect() {
        return hops.size() == 1;
    }

    /** Tells whether the reader can do without it. */
    public boolean isOptional() {
        return hops.stream().anyMatch(hop -> hop.input().shape() == Parameter.Shape.OPTIONAL);
    }
}
