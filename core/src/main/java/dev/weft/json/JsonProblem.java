package dev.weft.json;

import com.fasterxml.jackson.core.JacksonException;
import java.util.regex.Pattern;

/** What is wrong with a JSON text, in words about the text: what reads it has tokens and settings that concern nobody. */
public final class JsonProblem {

    /** Another place in the text, which is told in the midst of the message. */
    private static final Pattern PLACE = Pattern.compile("\\[Source: .*?; line: (\\d+), column: (\\d+)]");

    private static final Pattern NO_PLACE = Pattern.compile("\\[Source: [^\\n]*?]");
    private static final Pattern ASIDE =
            Pattern.compile(" ?\\([^()]*(?:JsonToken|Feature|Creator|Serializer|Deserializer)[^()]*\\)");

    private JsonProblem() {}

    /** Returns a part of a sentence, with line and column if they are known: {@code Unexpected end-of-input (line 3, column 7)}. */
    public static String of(JacksonException e) {
        return words(String.valueOf(e.getOriginalMessage())) + place(e);
    }

    private static String words(String message) {
        var text = PLACE.matcher(message).replaceAll("line $1, column $2");
        text = NO_PLACE.matcher(text).replaceAll("");
        return ASIDE.matcher(text).replaceAll("").lines().findFirst().orElse("").strip();
    }

    private static String place(JacksonException e) {
        var location = e.getLocation();
        return location == null || location.getLineNr() < 1
                ? ""
                : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
    }
}
