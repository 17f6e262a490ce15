package dev.weft.plan;

import dev.weft.asset.AssetKey;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where asset partitions stand and why, said so that it holds for many at once.
 *
 * @param standing where
 * @param causes the causes' names in JSON, such as {@code code_changed}; for a version that is stale or was rejected
 * @param sentence why, a part of a sentence
 */
public record Verdict(Standing standing, List<String> causes, String sentence) {

    private static final int SHOWN = 3;

    static final Verdict FRESH = new Verdict(Standing.FRESH, List.of(), "fresh");
    static final Verdict MISSING = new Verdict(Standing.MISSING, List.of(), "missing");

    /** Of a view that is computed when it is read. */
    static final Verdict VIEW = new Verdict(Standing.FRESH, List.of(), "virtual: computed where it is read");

    static Verdict viewWithout(AssetKey upstream) {
        return new Verdict(
                Standing.MISSING, List.of(), "virtual: %s, which it reads, has no version".formatted(upstream));
    }

    public Verdict {
        causes = List.copyOf(causes);
    }

    // Written out, as in AssetKey.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Verdict verdict
                && standing == verdict.standing
                && causes.equals(verdict.causes)
                && sentence.equals(verdict.sentence);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * standing.hashCode() + causes.hashCode()) + sentence.hashCode();
    }

    static Verdict of(Staleness staleness, boolean failed) {
        if (staleness.isFresh()) {
            return FRESH;
        }
        if (staleness.isSettled()) {
            return new Verdict(Standing.SKIPPED, List.of(), staleness.sentence());
        }
        boolean missing = staleness instanceof Staleness.Missing;
        var standing = staleness.isBlocked() ? Standing.BLOCKED : missing ? Standing.MISSING : Standing.STALE;
        if (failed && standing != Standing.BLOCKED) {
            standing = Standing.FAILED;
        }
        var causes = staleness instanceof Staleness.Stale stale ? stale.causes() : List.<StaleCause>of();
        var kinds = causes.stream().map(StaleCause::kind).distinct().toList();
        var sentence = causes.isEmpty() ? staleness.sentence() : general(causes);
        return new Verdict(standing, kinds, failed ? sentence + FAILED : sentence);
    }

    private static final String FAILED = "; its last attempt failed";

    private static String general(List<StaleCause> causes) {
        var sentences = causes.stream().map(StaleCause::general).distinct().toList();
        var text = sentences.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return sentences.size() <= SHOWN ? text : text + " and %d more".formatted(sentences.size() - SHOWN);
    }

    /** Returns the same for one partition, in all detail. */
    static String detail(Staleness staleness, boolean failed) {
        return failed ? staleness.sentence() + FAILED : staleness.sentence();
    }
}
