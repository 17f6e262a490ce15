package dev.weft.plan;

import dev.weft.api.DataVersion;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.CodeVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why a materialization is no longer good, in the words the plan prints. */
public sealed interface StaleCause {

    /** Returns the cause as a part of a sentence, without a full stop. */
    String sentence();

    /** Returns the same for many partitions at once: without what differs between them. */
    default String general() {
        return sentence();
    }

    /** Returns the cause's name in JSON, such as {@code code_changed}. */
    String kind();

    /**
     * The asset's logic changed.
     *
     * @param changes where, the nearest to the asset first; empty if that is not known
     */
    record CodeChanged(CodeVersion from, CodeVersion to, List<CodeChange> changes) implements StaleCause {

        private static final int SHOWN = 3;

        public CodeChanged {
            changes = List.copyOf(changes);
        }

        @Override
        public String sentence() {
            if (changes.isEmpty()) {
                return "code changed (%s → %s)".formatted(from.shortForm(), to.shortForm());
            }
            var text = changes.stream().limit(SHOWN).map(CodeChange::sentence).collect(Collectors.joining(", "));
            return changes.size() <= SHOWN
                    ? text
                    : text + " and %d more places in the code".formatted(changes.size() - SHOWN);
        }

        @Override
        public String kind() {
            return "code_changed";
        }
    }

    /** Another compiler made other byte code; whether the source changed too, nobody can tell. */
    record Recompiled(String from, String to) implements StaleCause {
        @Override
        public String sentence() {
            return "recompiled (%s → %s)".formatted(from, to);
        }

        @Override
        public String kind() {
            return "recompiled";
        }
    }

    /** The configuration is another one. */
    record ConfigChanged() implements StaleCause {
        @Override
        public String sentence() {
            return "configuration changed";
        }

        @Override
        public String kind() {
            return "config_changed";
        }
    }

    /**
     * An upstream has another version than the one that was read; empty stands for none.
     *
     * @param made whether Weft makes the upstream, or others do
     */
    record UpstreamChanged(AssetPartition upstream, Optional<DataVersion> from, Optional<DataVersion> to, boolean made)
            implements StaleCause {
        @Override
        public String sentence() {
            if (from.isEmpty() || to.isEmpty()) {
                return from.isEmpty() ? "%s exists now".formatted(upstream) : "%s is gone".formatted(upstream);
            }
            return "%s (%s → %s)"
                    .formatted(
                            saying(upstream.toString()),
                            from.get().shortForm(),
                            to.get().shortForm());
        }

        @Override
        public String general() {
            return saying(upstream.asset().text());
        }

        private String saying(String name) {
            return "%s %s with different content".formatted(name, made ? "was re-materialized" : "was seen");
        }

        @Override
        public String kind() {
            return "upstream_changed";
        }
    }

    /**
     * A view that is computed where it is read has other logic, or another configuration, than when it was read.
     *
     * @param changes where its logic changed, the nearest to the view first; empty if that is not known
     */
    record ViewChanged(AssetKey view, CodeVersion from, CodeVersion to, List<CodeChange> changes)
            implements StaleCause {

        public ViewChanged {
            changes = List.copyOf(changes);
        }

        @Override
        public String sentence() {
            return from.equals(to)
                    ? "other partitions of the view %s are read, or its configuration changed".formatted(view)
                    : changes.isEmpty()
                            ? "the view %s changed (%s → %s)".formatted(view, from.shortForm(), to.shortForm())
                            : "the view %s changed: %s".formatted(view, new CodeChanged(from, to, changes).sentence());
        }

        @Override
        public String kind() {
            return "view_changed";
        }
    }

    /** It reads something that it did not read before. */
    record UpstreamAdded(AssetPartition upstream) implements StaleCause {
        @Override
        public String sentence() {
            return "reads %s now".formatted(upstream);
        }

        @Override
        public String general() {
            return "reads %s now".formatted(upstream.asset());
        }

        @Override
        public String kind() {
            return "upstream_added";
        }
    }

    /** It no longer reads something that it read before. */
    record UpstreamRemoved(AssetPartition upstream) implements StaleCause {
        @Override
        public String sentence() {
            return "no longer reads %s".formatted(upstream);
        }

        @Override
        public String general() {
            return "no longer reads %s".formatted(upstream.asset());
        }

        @Override
        public String kind() {
            return "upstream_removed";
        }
    }

    /** Its latest version is older than it may be. */
    record RefreshDue(Duration every, Duration age) implements StaleCause {
        @Override
        public String sentence() {
            var last = age.abs().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
            return age.isNegative()
                    ? "refresh due (every %s, last %s in the future: the clock was set back)".formatted(every, last)
                    : "refresh due (every %s, last %s ago)".formatted(every, last);
        }

        @Override
        public String general() {
            return "refresh due (every %s)".formatted(every);
        }

        @Override
        public String kind() {
            return "refresh_due";
        }
    }

    /** A blocking check rejected what these very inputs gave. */
    record Blocked(List<String> checks) implements StaleCause {
        public Blocked {
            checks = List.copyOf(checks);
        }

        @Override
        public String sentence() {
            return "blocked by %s on these inputs".formatted(String.join(", ", checks));
        }

        @Override
        public String kind() {
            return "blocked";
        }
    }
}
