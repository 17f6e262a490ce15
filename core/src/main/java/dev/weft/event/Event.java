package dev.weft.event;

import dev.weft.run.RunId;
import dev.weft.run.StepId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A fact of the event log.
 *
 * @param sequence its place in the instance's one order, from 1 without gaps; 0 before it is committed
 * @param id made by whoever records it, so that it can be sent again without being recorded twice
 * @param time when it happened, by the recorder's clock; describes, never orders
 * @param run the run it belongs to
 * @param step the step it belongs to
 * @param body what happened
 */
public record Event(long sequence, UUID id, Instant time, Optional<RunId> run, Optional<StepId> step, EventBody body) {}
