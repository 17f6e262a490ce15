package dev.weft.plan;

import java.util.List;
import java.util.stream.Collectors;

/** Whether a version is still good. */
public sealed interface Staleness {

    /** Returns the state and its causes as a part of a sentence. */
    String sentence();

    /** Returns {@code missing}, {@code stale} or {@code fresh}. */
    String word();

    /** Tells whether nothing has to be done. */
    default boolean isFresh() {
        return this instanceof Fresh;
    }

    /** Tells whether running again on the same inputs would change nothing: it is fresh, or returned nothing. */
    default boolean isSettled() {
        return isFresh() || this instanceof Skipped;
    }

    /** Tells whether a blocking check rejected what these very inputs give. */
    boolean isBlocked();

    /** There is no version. {@code blockedBy}: the checks that rejected the only try on these inputs; empty if none did. */
    record Missing(List<String> blockedBy) implements Staleness {
        public Missing {
            blockedBy = List.copyOf(blockedBy);
        }

        @Override
        public String sentence() {
            return blockedBy.isEmpty() ? "missing" : "missing: " + new StaleCause.Blocked(blockedBy).sentence();
        }

        @Override
        public String word() {
            return "missing";
        }

        @Override
        public boolean isBlocked() {
            return !blockedBy.isEmpty();
        }
    }

    /** There is no version: the asset ran on these very inputs and returned none. */
    record Skipped() implements Staleness {
        @Override
        public String sentence() {
            return "missing: it returned nothing on these inputs";
        }

        @Override
        public String word() {
            return "missing";
        }

        @Override
        public boolean isBlocked() {
            return false;
        }
    }

    /** There is a version, and it is not what would be made now. */
    record Stale(List<StaleCause> causes) implements Staleness {

        private static final int SHOWN = 3;

        public Stale {
            causes = List.copyOf(causes);
        }

        @Override
        public String sentence() {
            var text = causes.stream().limit(SHOWN).map(StaleCause::sentence).collect(Collectors.joining(", "));
            return causes.size() <= SHOWN ? text : text + " and %d more".formatted(causes.size() - SHOWN);
        }

        @Override
        public String word() {
            return "stale";
        }

        @Override
        public boolean isBlocked() {
            return causes.stream().anyMatch(StaleCause.Blocked.class::isInstance);
        }
    }

    /** The version is what would be made now. */
    record Fresh() implements Staleness {
        @Override
        public String sentence() {
            return "fresh";
        }

        @Override
        public String word() {
            return "fresh";
        }

        @Override
        public boolean isBlocked() {
            return false;
        }
    }
}
