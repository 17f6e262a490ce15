package dev.weft.event;

import dev.weft.api.CheckResult;
import dev.weft.api.DataVersion;
import dev.weft.asset.AssetPartition;
import dev.weft.run.RunStatus;
import dev.weft.run.StepStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One fact, by kind. The catalog stores it as JSON; names of kinds and fields are for ever. */
public sealed interface EventBody {

    /** A run was accepted. {@code steps} is the number planned. */
    record RunQueued(String selection, Map<String, String> tags, int steps, String command, String user)
            implements EventBody {}

    /** A run has all its writes to itself and starts. {@code snapshot}: the sequence up to which it reads. */
    record RunStarted(long snapshot, String graph) implements EventBody {}

    /** Somebody asked to cancel a run. */
    record RunCancelRequested(String by) implements EventBody {}

    /** A run ended. {@code reason} is a sentence where it did not succeed, else empty. */
    record RunFinished(RunStatus status, String reason) implements EventBody {}

    /** An attempt of a step claimed its outputs; the claim's token is this event's sequence. */
    record StepStarted(int attempt, String attemptId, List<AssetPartition> outputs, String reason)
            implements EventBody {}

    /** An attempt failed, and another one follows at {@code retryAt}. */
    record StepRetrying(int attempt, String error, Instant retryAt) implements EventBody {}

    /**
     * An attempt is about to put its sealed results in place in stores outside. {@code facts}: all that publishing them needs, its materializations
     * first.
     */
    record StepPublishing(int attempt, List<EventBody> facts) implements EventBody {

        public StepPublishing {
            facts = List.copyOf(facts);
        }

        /** Returns what will be published. */
        public List<Materialization> materializations() {
            return facts.stream()
                    .filter(Materialization.class::isInstance)
                    .map(Materialization.class::cast)
                    .toList();
        }
    }

    /** A step ended. {@code reason}: a sentence, or the error with the user's frames. */
    record StepEnded(int attempt, StepStatus status, String reason) implements EventBody {}

    /** A version of an asset partition exists now. */
    record Materialization(
            Stored stored,
            Content content,
            Trace trace,
            Map<String, Object> metadata,
            boolean reported,
            List<String> flags)
            implements EventBody {}

    /** Somebody looked at an external asset and saw a version. */
    record Observation(AssetPartition what, DataVersion dataVersion, Map<String, Object> metadata)
            implements EventBody {}

    /** A check was run against a version; {@code codeVersion} is the check's own. */
    record CheckEvaluated(
            AssetPartition what,
            String check,
            boolean blocking,
            CheckResult result,
            String versionId,
            Optional<DataVersion> dataVersion,
            String codeVersion)
            implements EventBody {}

    /** The version was found to be what its logic and inputs would give again: nothing was run. */
    record Verified(AssetPartition what, Trace trace) implements EventBody {}

    /** Somebody accepted the version as it is, for this trace. */
    record Accepted(AssetPartition what, Trace trace, String by, String why) implements EventBody {}

    /**
     * A blocking check kept a version from being published, or, where no check is named, the asset returned none and has none.
     *
     * @param checkVersions the code version of each of the checks, by name; a changed check may decide otherwise
     */
    record Rejected(
            AssetPartition what,
            Trace trace,
            List<String> checks,
            DataVersion candidate,
            Map<String, String> checkVersions)
            implements EventBody {

        public Rejected {
            checks = List.copyOf(checks);
            checkVersions = Map.copyOf(checkVersions);
        }

        /** A rejection by checks whose versions are not known. */
        public Rejected(AssetPartition what, Trace trace, List<String> checks, DataVersion candidate) {
            this(what, trace, checks, candidate, Map.of());
        }
    }

    /** A stored version is gone or corrupt. */
    record Lost(AssetPartition what, String versionId, String reason) implements EventBody {}

    /** The content of a superseded version is about to be deleted; its history stays. */
    record Collected(AssetPartition what, String versionId) implements EventBody {}

    /** The history of an asset partition was declared void by a person: it is missing now. */
    record Wiped(AssetPartition what, String by) implements EventBody {}

    /** The graph of a code location was recorded; {@code hash} names its snapshot. */
    record GraphRecorded(String codeLocation, String hash, int assets) implements EventBody {}
}
