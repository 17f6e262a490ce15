package dev.weft.processor;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Javadoc says, as plain text. */
final class Docs {

    private static final Pattern SENTENCE = Pattern.compile("(?s)^(.*?[.!?])(\\s.*|$)");

    private Docs() {}

    /** Returns the first sentence; empty if there is none. */
    static String firstSentence(@Nullable String doc) {
        if (doc == null) {
            return "";
        }
        var text = plain(doc.split("\n\\s*@", 2)[0].strip().startsWith("@") ? "" : doc.split("\n\\s*@", 2)[0]);
        var matcher = SENTENCE.matcher(text);
        return matcher.matches() ? matcher.group(1) : text;
    }

    /** Returns what the Javadoc says of a parameter; empty if nothing. */
    static String parameter(String doc, String name) {
        for (var part : doc.split("(?m)^\\s*@", -1)) {
            if (part.startsWith("param " + name + " ")) {
                return plain(part.substring(("param " + name + " ").length()));
            }
        }
        return "";
    }

    private static String plain(String doc) {
        return doc.replaceAll("\\{@\\w+ ([^}]*)}", "$1")
                .replaceAll("<[^>]+>", "")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
