package dev.weft.benchmarks.conformance;

import dev.weft.json.JsonObject;
import java.util.Optional;

/** Cases that nothing of Weft answers yet. */
record UnsupportedCases(String name) implements CaseSet {

    @Override
    public Optional<CaseResult> run(String id, JsonObject json) {
        return Optional.of(
                CaseResult.unsupported(name, id, "This program does not know cases of the set %s.".formatted(name)));
    }
}
