package dev.weft.benchmarks.conformance;

import dev.weft.json.JsonObject;
import java.util.Optional;

/** Cases of one kind, given one after another. */
interface CaseSet {

    /** Returns the name of the file, without {@code .json}. */
    String name();

    /** Returns what Weft answers; nothing for an element that only tells facts for the cases after it. */
    Optional<CaseResult> run(String id, JsonObject json);
}
