package dev.weft.execute;

import dev.weft.event.EventBody;
import dev.weft.plan.PlannedStep;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An attempt under way. Whoever first moves its state decides whether it may still publish; any thread may ask. */
final class ActiveAttempt {

    private enum State {
        ACTIVE,
        PUBLISHING,
        ENDED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.ACTIVE);
    private final PlannedStep step;
    private final int number;
    private final StepLog log = new StepLog();
    private volatile long token;
    private volatile @Nullable Thread thread;
    private volatile @Nullable Attempt work;
    private volatile EventBody.@Nullable StepEnded stopped;
    private volatile boolean intended;
    private volatile Turns.@Nullable Turn turn;

    ActiveAttempt(PlannedStep step, int number, long token) {
        this.step = step;
        this.number = number;
        this.token = token;
    }

    PlannedStep step() {
        return step;
    }

    int number() {
        return number;
    }

    StepLog log() {
        return log;
    }

    /** Returns the claim's token; 0 while there is none. */
    long token() {
        return token;
    }

    void claimed(long granted) {
        token = granted;
    }

    /** Begins to publish, unless somebody has ended the attempt. */
    boolean publishes() {
        return state.compareAndSet(State.ACTIVE, State.PUBLISHING);
    }

    /** Ends the attempt, unless it has ended or publishes. */
    boolean ends() {
        return state.compareAndSet(State.ACTIVE, State.ENDED);
    }

    boolean isEnded() {
        return state.get() == State.ENDED;
    }

    /** Notes that its intent is recorded. */
    void intends() {
        intended = true;
    }

    /** Tells whether its result is being put in place outside. */
    boolean hasIntent() {
        return intended;
    }

    boolean isPublishing() {
        return state.get() == State.PUBLISHING;
    }

    /** Says what is to be recorded if its claim comes back after it was stopped. */
    void stoppedBy(EventBody.StepEnded fact) {
        stopped = fact;
    }

    EventBody.@Nullable StepEnded stopped() {
        return stopped;
    }

    void runsOn(@Nullable Thread worker) {
        thread = worker;
    }

    void works(Attempt attempt) {
        work = attempt;
        if (isEnded()) {
            attempt.abandon();
        }
    }

    /** Notes the turn that it has taken, which goes back when it is left behind. */
    void has(Turns.Turn taken) {
        turn = taken;
        if (isEnded()) {
            taken.end();
        }
    }

    /** Tells whether its thread has not ended. */
    boolean isAlive() {
        return thread != null;
    }

    @Nullable
    Thread thread() {
        return thread;
    }

    /** Forbids it to write, and interrupts it. */
    void leaveBehind() {
        ends();
        log.close();
        var current = work;
        if (current != null) {
            current.abandon();
        }
        var taken = turn;
        if (taken != null) {
            taken.end();
        }
        var worker = thread;
        if (worker != null) {
            worker.interrupt();
        }
    }
}
