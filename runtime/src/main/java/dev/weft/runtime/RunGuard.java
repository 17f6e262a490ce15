package dev.weft.runtime;

import dev.weft.execute.RunCoordinator;
import dev.weft.run.StepId;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sees to it that the end of a run is recorded before its process ends. The first Ctrl-C (or SIGTERM) cancels the run, the second halts the process
 * at once. Where user code calls {@code System.exit}, the run is recorded as failed, with the step that did it, and the process ends after that.
 * While it is open it owns these two signals of the process.
 */
public final class RunGuard implements AutoCloseable {

    public static final int CANCELLED_BY_CTRL_C = 130;
    public static final int CANCELLED_BY_SIGTERM = 143;
    private static final int FAILED = 1;
    private static final Duration LONGEST_END = Duration.ofSeconds(20);

    private final RunCoordinator coordinator;
    private final CountDownLatch finished = new CountDownLatch(1);
    private final AtomicInteger signalled = new AtomicInteger();
    private final Thread hook = new Thread(this::endOfProcess, "weft-end");
    private final Signals signals = new Signals();

    private RunGuard(RunCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    /** Begins to watch over a run. */
    public static RunGuard over(RunCoordinator coordinator) {
        var guard = new RunGuard(coordinator);
        Runtime.getRuntime().addShutdownHook(guard.hook);
        guard.signals.handle("INT", () -> guard.signal(CANCELLED_BY_CTRL_C));
        guard.signals.handle("TERM", () -> guard.signal(CANCELLED_BY_SIGTERM));
        return guard;
    }

    /** Returns the exit code that belongs to the signal that cancelled the run; that of Ctrl-C if there was none. */
    public int cancelledCode() {
        return signalled.get() == 0 ? CANCELLED_BY_CTRL_C : signalled.get();
    }

    private void signal(int code) {
        if (signalled.compareAndSet(0, code)) {
            coordinator.cancel();
        } else {
            Runtime.getRuntime().halt(code);
        }
    }

    private void endOfProcess() {
        var culprit = culprit(coordinator.threads());
        coordinator.fail(
                culprit.map(step -> "%s called System.exit, which ends the whole process; throw an exception instead"
                                .formatted(step))
                        .orElse("its process was asked to end"),
                culprit);
        try {
            if (!finished.await(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
                // What is not recorded is found by the next process: the run is an orphan then.
                Runtime.getRuntime().halt(FAILED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(FAILED);
    }

    private static Optional<StepId> culprit(Map<StepId, Thread> threads) {
        return threads.entrySet().stream()
                .filter(entry -> Arrays.stream(entry.getValue().getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals("java.lang.Shutdown")))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Ends the watch. In a process that ends already, this does not return: the process ends when it is called. */
    @Override
    public void close() {
        signals.restore();
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The JDK's signals, which have no public type; without them, a signal ends the process by its shutdown. */
    private static final class Signals {

        private final java.util.Map<Object, Object> before = new java.util.LinkedHashMap<>();

        void handle(String name, Runnable action) {
            try {
                var signalType = Class.forName("sun.misc.Signal");
                var handlerType = Class.forName("sun.misc.SignalHandler");
                InvocationHandler call = (proxy, method, arguments) -> switch (method.getName()) {
                    case "handle" -> {
                        action.run();
                        yield null;
                    }
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> arguments != null && proxy == arguments[0];
                    default -> "weft's handler";
                };
                var handler =
                        Proxy.newProxyInstance(RunGuard.class.getClassLoader(), new Class<?>[] {handlerType}, call);
                var signal = signalType.getConstructor(String.class).newInstance(name);
                before.put(
                        signal,
                        signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, handler));
            } catch (ReflectiveOperationException | LinkageError | IllegalArgumentException e) {
                org.slf4j.LoggerFactory.getLogger(RunGuard.class).debug("No handler for SIG{}", name, e);
            }
        }

        void restore() {
            before.forEach((signal, handler) -> {
                try {
                    signal.getClass()
                            .getMethod("handle", signal.getClass(), Class.forName("sun.misc.SignalHandler"))
                            .invoke(null, signal, handler);
                } catch (ReflectiveOperationException e) {
                    org.slf4j.LoggerFactory.getLogger(RunGuard.class).debug("Handler not restored", e);
                }
            });
        }
    }
}
