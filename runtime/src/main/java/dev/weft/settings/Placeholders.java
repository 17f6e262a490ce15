package dev.weft.settings;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;

/** Fills in {@code ${NAME}} and {@code ${NAME:default}}, where a name is another setting or a variable of the process. */
final class Placeholders {

    private final Function<String, Optional<String>> values;
    private final Deque<String> open = new ArrayDeque<>();

    /** @param values gives the text of a name, with its own placeholders filled in by {@link #fill} */
    Placeholders(Function<String, Optional<String>> values) {
        this.values = values;
    }

    String fill(String text, String origin) {
        int start = text.indexOf("${");
        if (start < 0) {
            return text;
        }
        int end = end(text, start + 2);
        if (end < 0) {
            throw new SettingsException("%s: \"${\" has no closing \"}\".".formatted(origin));
        }
        return text.substring(0, start)
                + value(text.substring(start + 2, end), origin)
                + fill(text.substring(end + 1), origin);
    }

    private static int end(String text, int from) {
        int depth = 1;
        for (int i = from; i < text.length(); i++) {
            if (text.startsWith("${", i)) {
                depth++;
                i++;
            } else if (text.charAt(i) == '}' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private String value(String inside, String origin) {
        int colon = inside.indexOf(':');
        var name = (colon < 0 ? inside : inside.substring(0, colon)).strip();
        if (open.contains(name)) {
            throw new SettingsException("%s: ${%s} leads back to itself.".formatted(origin, name));
        }
        open.push(name);
        try {
            var value = values.apply(name);
            if (value.isPresent()) {
                return value.get();
            }
        } finally {
            open.pop();
        }
        if (colon < 0) {
            throw new SettingsException(
                    "%s: ${%s} is neither a setting nor an environment variable. Set it, or give a default: ${%s:…}."
                            .formatted(origin, name, name));
        }
        return fill(inside.substring(colon + 1), origin);
    }
}
