package dev.weft.execute;

import dev.weft.catalog.Catalog;
import dev.weft.event.EventBody;
import dev.weft.event.Stored;
import dev.weft.run.StepStatus;
import dev.weft.spi.IoManager;
import dev.weft.spi.TargetPublication;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds out what became of results that a process was putting into a store outside when it ended: the marker there knows. What is in place is
 * published, what is not is given up, and what cannot be asked keeps its claim until it can.
 */
public final class Settlement {

    private final Catalog catalog;
    private final Function<String, IoManager> stores;

    public Settlement(Catalog catalog, Function<String, IoManager> stores) {
        this.catalog = catalog;
        this.stores = stores;
    }

    /** How putting a version in place went. */
    record Placed(Outcome outcome, String sentence) {

        boolean isThere() {
            return outcome == Outcome.THERE;
        }

        boolean isUnknown() {
            return outcome == Outcome.UNKNOWN;
        }
    }

    /** Whether a version is in place. */
    enum Outcome {
        THERE,
        NOT_THERE,
        UNKNOWN
    }

    /** Puts a version in place; where the answer is lost, the marker tells. */
    static Placed place(TargetPublication target, Stored version, long token) {
        try {
            return target.publish(version, token)
                    ? new Placed(Outcome.THERE, "")
                    : new Placed(
                            Outcome.NOT_THERE,
                            "Somebody else has taken over %s in store %s. Its result was not published."
                                    .formatted(version.what(), version.io()));
        } catch (RuntimeException e) {
            return asked(target, version, e);
        }
    }

    private static Placed asked(TargetPublication target, Stored version, RuntimeException cause) {
        try {
            return target.marker(version.what()).equals(Optional.of(version.versionId()))
                    ? new Placed(Outcome.THERE, "")
                    : new Placed(
                            Outcome.NOT_THERE,
                            "%s could not be put into store %s: %s"
                                    .formatted(version.what(), version.io(), cause.getMessage()));
        } catch (RuntimeException e) {
            return new Placed(
                    Outcome.UNKNOWN,
                    "Store %s does not answer, so nobody knows whether %s is in place: %s. The next run asks again."
                            .formatted(version.io(), version.what(), e.getMessage()));
        }
    }

    /** Settles what it can; returns a sentence for each step. */
    public List<String> settle() {
        var told = new ArrayList<String>();
        for (var step : catalog.unsettled()) {
            told.add(settle(step));
        }
        return List.copyOf(told);
    }

    private String settle(Catalog.Unsettled step) {
        try {
            boolean there = step.intent().materializations().stream().allMatch(this::isInPlace);
            return there ? rollForward(step) : discard(step);
        } catch (RuntimeException e) {
            return "%s of run %s is still not known to be in place: %s"
                    .formatted(step.step(), step.run(), e.getMessage());
        }
    }

    private boolean isInPlace(EventBody.Materialization made) {
        return target(made)
                .map(target -> target.marker(made.stored().what())
                        .equals(Optional.of(made.stored().versionId())))
                .orElse(true);
    }

    private Optional<TargetPublication> target(EventBody.Materialization made) {
        return stores.apply(made.stored().io()).target();
    }

    private String rollForward(Catalog.Unsettled step) {
        var intent = step.intent();
        var others = intent.facts().stream()
                .filter(fact -> !(fact instanceof EventBody.Materialization))
                .toList();
        var reason = "it was in place when its process ended";
        var published = Futures.join(catalog.publish(new Catalog.PublishStep(
                step.run(),
                step.step(),
                intent.attempt(),
                step.token(),
                intent.materializations(),
                others,
                new EventBody.StepEnded(intent.attempt(), StepStatus.SUCCEEDED, reason),
                List.of())));
        return published.published()
                ? "%s of run %s was in place when its process ended: it is published now."
                        .formatted(step.step(), step.run())
                : published.refusal();
    }

    private String discard(Catalog.Unsettled step) {
        var intent = step.intent();
        for (var made : intent.materializations()) {
            target(made).ifPresent(target -> target.raiseToken(made.stored().what(), step.token() + 1));
        }
        var reason = "its process ended before it was in place";
        Futures.join(catalog.end(new Catalog.EndStep(
                step.run(),
                step.step(),
                step.token(),
                List.of(new EventBody.StepEnded(intent.attempt(), StepStatus.FAILED, reason)))));
        return "%s of run %s was not in place when its process ended: it is given up."
                .formatted(step.step(), step.run());
    }
}
