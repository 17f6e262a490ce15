package dev.weft.execute;

import dev.weft.secret.Secrets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** An exception of user code as people read it: without the frames of Weft and of reflection, with secrets masked. */
final class UserErrors {

    private static final int CAUSES = 5;
    private static final int FRAMES = 40;

    private UserErrors() {}

    static String describe(Throwable error) {
        var text = new StringBuilder(hint(error));
        var at = error;
        for (int i = 0; at != null && i < CAUSES; i++, at = at.getCause()) {
            text.append(i == 0 ? "" : "\ncaused by ").append(at);
            var frames = Arrays.stream(at.getStackTrace())
                    .takeWhile(frame -> !frame.getClassName().startsWith("dev.weft.discovery.")
                            && !frame.getClassName().startsWith("jdk.internal.reflect."))
                    .limit(FRAMES)
                    .map(frame -> "\n    at " + place(frame))
                    .collect(Collectors.joining());
            text.append(frames);
        }
        return Secrets.mask(text.toString());
    }

    /** As Java prints it, without the name of the class loader. */
    private static String place(StackTraceElement frame) {
        return new StackTraceElement(
                        null,
                        null,
                        null,
                        frame.getClassName(),
                        frame.getMethodName(),
                        frame.getFileName(),
                        frame.getLineNumber())
                .toString();
    }

    /** Says what to do about errors whose own words say little. */
    private static String hint(Throwable error) {
        if (error instanceof OutOfMemoryError) {
            return "It filled the heap of %d MB. Give rows as a Stream instead of a List, or give it more: WEFT_JAVA_OPTS=-Xmx4g.\n"
                    .formatted(Runtime.getRuntime().maxMemory() >> 20);
        }
        if (error instanceof StackOverflowError) {
            return "It calls itself without end, or too deep for the stack of its thread.\n";
        }
        return "";
    }
}
