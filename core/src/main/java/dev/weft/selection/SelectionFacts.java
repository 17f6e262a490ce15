package dev.weft.selection;

import dev.weft.asset.AssetKey;
import java.util.function.Predicate;

/** Answers the attributes that the graph alone cannot, such as {@code status:} and {@code run:}. */
@FunctionalInterface
public interface SelectionFacts {

    /** Knows nothing: such attributes match no asset. */
    SelectionFacts NONE = attribute -> key -> false;

    /** Returns which assets an attribute matches; called once for each time that it stands in the selection. */
    Predicate<AssetKey> matching(Selection.Attribute attribute);
}
