package dev.weft.execute;

import com.fasterxml.jackson.core.JacksonException;
import dev.weft.secret.Secrets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An exception of user code as people read it: without the frames of Weft and of reflection, with secrets masked. */
final class UserErrors {

    private static final int CAUSES = 5;
    private static final int FRAMES = 40;
    /** Where Weft calls user code, or draws from what it returned: what is below concerns nobody. */
    private static final List<String> OF_WEFT = List.of(
            "dev.weft.discovery.",
            "dev.weft.io.",
            "dev.weft.spi.",
            "dev.weft.catalog.",
            "dev.weft.execute.Arguments",
            "dev.weft.execute.Attempt",
            "dev.weft.execute.CheckCalls",
            "dev.weft.execute.FactoryCall",
            "dev.weft.execute.Observer",
            "dev.weft.execute.StepWorker",
            "dev.weft.execute.Views");

    /** What user code calls of Weft: where it failed in there concerns nobody either. */
    private static final List<String> ASKED_BY_USERS = List.of("dev.weft.observe.", "dev.weft.api.Observers");

    /** What stands between user code and Weft; the stores' database driver is no user code either. */
    private static final List<String> OF_JAVA = List.of("java.", "jdk.", "sun.", "org.duckdb.");

    private UserErrors() {}

    static String describe(Throwable error) {
        var text = new StringBuilder(hint(error));
        var at = error;
        for (int i = 0; at != null && i < CAUSES; i++, at = causeOf(at)) {
            text.append(i == 0 ? "" : "\ncaused by ").append(at);
            var frames = String.join("", ownFrames(at.getStackTrace()));
            text.append(frames);
        }
        return Secrets.mask(text.toString());
    }

    /** What is wrong with a JSON text or value is said by the exception of Weft that it caused, in better words. */
    private static @Nullable Throwable causeOf(Throwable error) {
        var cause = error.getCause();
        return cause instanceof JacksonException told && ofStore(error) ? told.getCause() : cause;
    }

    private static boolean ofStore(Throwable error) {
        var frames = error.getStackTrace();
        return frames.length > 0 && frames[0].getClassName().startsWith("dev.weft.io.");
    }

    /** The frames down to the last one of user code, as lines; one line for frames that repeat. */
    private static List<String> ownFrames(StackTraceElement[] frames) {
        var own = Arrays.stream(frames)
                .dropWhile(frame -> isOneOf(ASKED_BY_USERS, frame))
                .takeWhile(frame -> !isOneOf(OF_WEFT, frame))
                .collect(Collectors.toCollection(ArrayList::new));
        while (!own.isEmpty() && isOneOf(OF_JAVA, own.get(own.size() - 1))) {
            own.remove(own.size() - 1);
        }
        var withLine = own.stream()
                .filter(frame -> frame.getLineNumber() >= 0)
                .map(UserErrors::method)
                .collect(Collectors.toSet());
        return own.stream()
                // A frame of compiled code may have lost its line, as in endless recursion: others tell it.
                .filter(frame -> frame.getLineNumber() >= 0 || !withLine.contains(method(frame)))
                .map(frame -> "\n    at " + place(frame))
                .distinct()
                .limit(FRAMES)
                .toList();
    }

    private static String method(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName();
    }

    private static boolean isOneOf(List<String> prefixes, StackTraceElement frame) {
        return prefixes.stream().anyMatch(prefix -> frame.getClassName().startsWith(prefix));
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
