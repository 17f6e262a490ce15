package dev.weft.testkit.launch;

import java.util.Arrays;
import java.util.List;

/** Errors of tests as people read them: with the frames of their own code. */
final class Frames {

    private static final int CAUSES = 4;
    private static final int FRAMES = 12;
    private static final List<String> OTHERS =
            List.of("java.", "jdk.", "sun.", "org.junit.", "org.assertj.", "org.opentest4j.", "dev.weft.");

    private Frames() {}

    static String describe(Throwable error) {
        var text = new StringBuilder();
        var at = error;
        for (int i = 0; at != null && i < CAUSES; i++, at = at.getCause()) {
            text.append(i == 0 ? "" : "\ncaused by ").append(message(at));
            Arrays.stream(at.getStackTrace())
                    .filter(frame -> OTHERS.stream().noneMatch(frame.getClassName()::startsWith))
                    .limit(FRAMES)
                    .forEach(frame -> text.append("\n    at ").append(frame));
        }
        return text.toString();
    }

    private static String message(Throwable error) {
        var message = error.getMessage();
        return error instanceof AssertionError && message != null ? message.strip() : error.toString();
    }
}
