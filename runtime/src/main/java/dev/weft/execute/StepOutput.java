package dev.weft.execute;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.weft.secret.Secrets;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Sends what a step logs and prints to its own log: {@code System.out} and {@code System.err} of its thread and the threads it starts, and SLF4J. What
 * other threads print goes where it went before.
 */
final class StepOutput {

    private static final InheritableThreadLocal<@Nullable StepLog> CURRENT = new InheritableThreadLocal<>();

    /** How many runs use it; those of a process share one, until the last leaves. */
    private static final java.util.Deque<StepOutput> USERS = new java.util.ArrayDeque<>();

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final @Nullable Logger root;
    private final Appender appender = new Appender();

    private StepOutput() {
        System.setOut(redirected(out));
        System.setErr(redirected(err));
        root = LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                ? context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
                : null;
        if (root != null) {
            appender.setContext(root.getLoggerContext());
            appender.start();
            root.addAppender(appender);
        }
    }

    /** Begins to send output to steps; several runs of a process share it until the last one leaves. */
    static void open() {
        synchronized (USERS) {
            USERS.push(USERS.isEmpty() ? new StepOutput() : USERS.peek());
        }
    }

    /** Ends what {@link #open} began. */
    static void leave() {
        synchronized (USERS) {
            var last = USERS.pop();
            if (USERS.isEmpty()) {
                last.close();
            }
        }
    }

    static void capture(StepLog log) {
        CURRENT.set(log);
    }

    static void release() {
        CURRENT.remove();
    }

    private void close() {
        System.setOut(out);
        System.setErr(err);
        if (root != null) {
            root.detachAppender(appender);
        }
    }

    private static PrintStream redirected(PrintStream original) {
        return new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        write(new byte[] {(byte) b}, 0, 1);
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) {
                        var log = CURRENT.get();
                        if (log == null) {
                            var text = new String(bytes, offset, length, StandardCharsets.UTF_8);
                            var masked = Secrets.mask(text);
                            if (masked.equals(text)) {
                                original.write(bytes, offset, length);
                            } else {
                                original.writeBytes(masked.getBytes(StandardCharsets.UTF_8));
                            }
                        } else {
                            log.add(bytes, offset, length);
                        }
                    }

                    @Override
                    public void flush() {
                        original.flush();
                    }
                },
                false,
                StandardCharsets.UTF_8);
    }

    private static final class Appender extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            var log = CURRENT.get();
            if (log != null) {
                log.add("%s %s %s%n".formatted(event.getInstant(), event.getLevel(), event.getFormattedMessage()));
            }
        }
    }
}
