package dev.weft.secret;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The texts that became secrets in this process, and their masking. One register for the whole process, since a password is a secret whoever prints
 * it and whichever project brought it. Safe for use by many threads; masking costs one read while there is no secret.
 *
 * <p>A secret of fewer than {@value #SHORTEST} characters is not masked: its text would stand in every other word.
 */
public final class Secrets {

    /** The length from which a secret is masked. */
    public static final int SHORTEST = 4;

    private static final int SHORTEST_LINE = 8;
    private static final String MASK = "***";

    /** What is looked for, the longest first, so that a secret within a longer one leaves no rest of it. */
    private static final AtomicReference<List<String>> FORMS = new AtomicReference<>(List.of());

    private Secrets() {}

    /** Remembers a text as secret, for as long as the process lives. */
    public static void remember(String secret) {
        if (secret.length() < SHORTEST || FORMS.get().contains(secret)) {
            return;
        }
        var forms = forms(secret);
        FORMS.updateAndGet(known -> {
            var all = new LinkedHashSet<>(known);
            all.addAll(forms);
            var sorted = new ArrayList<>(all);
            sorted.sort(Comparator.comparingInt(String::length).reversed());
            return List.copyOf(sorted);
        });
    }

    /** Returns the text with {@code ***} in place of each secret, also where it is written as a part of a URL, in Base64 or within JSON. */
    public static String mask(String text) {
        var masked = text;
        for (var form : FORMS.get()) {
            if (masked.contains(form)) {
                masked = masked.replace(form, MASK);
            }
        }
        return masked;
    }

    /** Returns the entries with texts masked, and a number that is a secret as {@code ***}; names are masked too. */
    public static Map<String, Object> mask(Map<String, Object> values) {
        if (FORMS.get().isEmpty()) {
            return values;
        }
        var masked = new LinkedHashMap<String, Object>();
        values.forEach((name, value) -> {
            var text = String.valueOf(value);
            var clean = mask(text);
            masked.put(mask(name), text.equals(clean) ? value : clean);
        });
        return masked;
    }

    /** Returns a JSON text with its string values masked; names, numbers and words stay, so that it is the same JSON still. */
    public static String maskJson(String json) {
        if (FORMS.get().isEmpty()) {
            return json;
        }
        var masked = new StringBuilder(json.length());
        int from = 0;
        for (int start = json.indexOf('"'); start >= 0; start = json.indexOf('"', from)) {
            int end = endOfString(json, start + 1);
            var string = json.substring(start + 1, end);
            masked.append(json, from, start + 1).append(isName(json, end) ? string : mask(string));
            from = end;
            if (from < json.length()) {
                masked.append('"');
                from++;
            }
        }
        return masked.append(json, from, json.length()).toString();
    }

    private static boolean isName(String json, int endOfString) {
        for (int i = endOfString + 1; i < json.length(); i++) {
            if (!Character.isWhitespace(json.charAt(i))) {
                return json.charAt(i) == ':';
            }
        }
        return false;
    }

    private static int endOfString(String json, int from) {
        for (int i = from; i < json.length(); i++) {
            if (json.charAt(i) == '\\') {
                i++;
            } else if (json.charAt(i) == '"') {
                return i;
            }
        }
        return json.length();
    }

    private static Set<String> forms(String secret) {
        var forms = new LinkedHashSet<String>();
        addForms(secret, forms);
        // A key of several lines is printed line by line.
        if (secret.indexOf('\n') >= 0) {
            secret.lines()
                    .map(String::strip)
                    .filter(line -> line.length() >= SHORTEST_LINE)
                    .forEach(line -> addForms(line, forms));
        }
        return forms;
    }

    private static void addForms(String secret, Set<String> forms) {
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        forms.add(secret);
        forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"));
        forms.add(Base64.getEncoder().encodeToString(bytes));
        forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        forms.add(Base64.getUrlEncoder().encodeToString(bytes));
        forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        forms.add(secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
    }
}
