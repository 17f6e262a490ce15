package dev.weft.asset;

import java.util.Comparator;

/**
 * Something wrong in what is declared.
 *
 * @param place where: {@code SalesAssets.report, parameter 1}
 * @param message what was found, and what to do next; a full sentence that names the asset
 */
public record DefinitionProblem(String place, String message) implements Comparable<DefinitionProblem> {

    private static final Comparator<DefinitionProblem> BY_PLACE =
            Comparator.comparing(DefinitionProblem::place).thenComparing(DefinitionProblem::message);

    @Override
    public int compareTo(DefinitionProblem other) {
        return BY_PLACE.compare(this, other);
    }

    @Override
    public String toString() {
        return place.isEmpty() ? message : place + ": " + message;
    }
}
