package dev.weft.selection;

import dev.weft.selection.SelectionSyntaxException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads a selection by recursive descent over its characters.
 *
 * <p>Beside the grammar of today, older forms are read that people have in their scripts: {@code ++a} and {@code a++} go as many steps as
 * there are signs (two or more), {@code *a} and {@code a*} go all the way. A star elsewhere in a bare word, or next to a slash, is a wildcard.
 */
final class SelectionParser {

    private static final int DEEPEST = 200;

    private static final String ATOMS =
            "a key, an attribute such as group:sales, roots(...), sinks(...), between(..., ...), (";
    private static final String SELECTIONS = "*, not, +, " + ATOMS;
    private static final String AFTERWARDS = "and, or, a comma, the end";
    private static final Set<String> FUNCTIONS = Set.of("roots", "sinks", "between", "stale_because");

    private final String text;
    private int at;
    private int depth;

    SelectionParser(String text) {
        this.text = text;
    }

    Selection parse() {
        var selection = or(Comma.MEANS_OR);
        if (at < text.length()) {
            throw unexpected(at, AFTERWARDS);
        }
        return selection;
    }

    private enum Comma {
        MEANS_OR,
        SEPARATES
    }

    private Selection or(Comma comma) {
        if (++depth > DEEPEST) {
            throw new SelectionSyntaxException(
                    Reason.GRAMMAR, text, at + 1, "More than %d levels of nesting".formatted(DEEPEST), "less of them");
        }
        var parts = new ArrayList<>(List.of(and()));
        while (keyword("or") || (comma == Comma.MEANS_OR && sign(','))) {
            parts.add(and());
        }
        depth--;
        return parts.size() == 1 ? parts.get(0) : new Selection.Or(parts);
    }

    private Selection and() {
        var parts = new ArrayList<>(List.of(not()));
        while (keyword("and")) {
            parts.add(not());
        }
        return parts.size() == 1 ? parts.get(0) : new Selection.And(parts);
    }

    private Selection not() {
        int count = 0;
        while (keyword("not")) {
            count++;
        }
        var selection = traversal();
        for (int i = 0; i < count; i++) {
            selection = new Selection.Not(selection);
        }
        return selection;
    }

    private Selection traversal() {
        skipSpace();
        if (peek() == '*' && !isWordPart(at + 1)) {
            at++;
            skipSpace();
            if (peek() == '+') {
                throw unexpected(at, AFTERWARDS);
            }
            return new Selection.All();
        }
        int up = stepsUp();
        int starsUp = 0;
        skipSpace();
        if (up == Selection.Traversal.NONE && peek() == '*' && isNameStart(at + 1) && !isFollowedByColon()) {
            starsUp = 1;
        }
        at += starsUp;
        var atom = atom();
        boolean starDown = at > 0 && text.charAt(at - 1) == '*' && atom.oldStar();
        int down = stepsDown();
        up = starsUp > 0 ? Selection.Traversal.ALL : up;
        down = starDown ? Selection.Traversal.ALL : down;
        return up == Selection.Traversal.NONE && down == Selection.Traversal.NONE
                ? atom.selection()
                : new Selection.Traversal(atom.selection(), up, down);
    }

    private int stepsUp() {
        int start = at;
        int steps = number();
        skipSpace();
        if (steps >= 0 && peek() != '+') {
            if (at < text.length()) {
                at = start;
                throw found(
                        start,
                        "A number",
                        "a number with a + after it, a key that begins with a digit in quotation marks");
            }
            throw unexpected(at, "+");
        }
        return plusses(steps);
    }

    private int stepsDown() {
        int before = at;
        int steps = plusses(Selection.Traversal.NONE);
        if (steps == Selection.Traversal.NONE) {
            at = before;
            skipSpace();
            return steps;
        }
        skipSpace();
        int start = at;
        int number = number();
        skipSpace();
        if (number >= 0 && steps != Selection.Traversal.ALL) {
            throw unexpected(start, AFTERWARDS);
        }
        return number >= 0 ? number : steps;
    }

    /** Reads the signs: one goes all the way or as far as the number before it says; two or more are counted. */
    private int plusses(int number) {
        int count = 0;
        skipSpace();
        int second = at;
        while (peek() == '+') {
            at++;
            count++;
            second = count == 1 ? at : second;
        }
        if (count == 0) {
            return Selection.Traversal.NONE;
        }
        if (number >= 0) {
            if (count > 1) {
                throw unexpected(second, ATOMS);
            }
            return number;
        }
        return count == 1 ? Selection.Traversal.ALL : count;
    }

    /** Returns the number that stands here, or -1. */
    private int number() {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (start == at) {
            return -1;
        }
        try {
            return Integer.parseInt(text.substring(start, at));
        } catch (NumberFormatException e) {
            throw found(start, "The number is too large", "a smaller number");
        }
    }

    /** What a traversal can start from; with whether it was a bare word with an old star at its end. */
    private record Atom(Selection selection, boolean oldStar) {}

    private Atom atom() {
        skipSpace();
        int start = at;
        if (sign('(')) {
            return new Atom(closed(or(Comma.MEANS_OR)), false);
        }
        if (peek() == '"') {
            var key = quoted();
            return new Atom(attribute(start, AttributeName.KEY, Optional.of(key), ""), false);
        }
        var word = word();
        if (word.chars().allMatch(c -> c == '*') || isKeyword(word)) {
            throw unexpected(start, depth == 1 && start == 0 ? SELECTIONS : ATOMS);
        }
        if (sign(':')) {
            return new Atom(attribute(start, word), false);
        }
        if (sign('(')) {
            return new Atom(function(start, word), false);
        }
        var name = AttributeName.of(word);
        if (name.isPresent() && !name.get().isFunction()) {
            throw found(
                    start,
                    word + " is an attribute",
                    "%s:VALUE, key:%s for the asset of that name".formatted(word, word));
        }
        if (FUNCTIONS.contains(word)) {
            throw found(
                    start, word + " is a function", "%s(...), key:%s for the asset of that name".formatted(word, word));
        }
        return bareKey(start, word);
    }

    private Atom bareKey(int start, String word) {
        at = start + word.length();
        boolean oldStar = word.endsWith("*")
                && word.length() > 1
                && Character.isJavaIdentifierPart(word.charAt(word.length() - 2));
        var key = oldStar ? word.substring(0, word.length() - 1) : word;
        return new Atom(attribute(start, AttributeName.KEY, Optional.of(key), ""), oldStar);
    }

    private Selection function(int start, String word) {
        return switch (word) {
            case "roots" -> new Selection.Roots(closed(or(Comma.MEANS_OR)));
            case "sinks" -> new Selection.Sinks(closed(or(Comma.MEANS_OR)));
            case "between" -> {
                var from = or(Comma.SEPARATES);
                if (!sign(',')) {
                    throw unexpected(at, "a comma");
                }
                yield new Selection.Between(from, closed(or(Comma.SEPARATES)));
            }
            case "stale_because" -> {
                var cause = value(AttributeName.STALE_BECAUSE);
                yield closed(attribute(start, AttributeName.STALE_BECAUSE, cause, ""));
            }
            default ->
                throw found(
                        start,
                        word + " is not a function",
                        "roots(...), sinks(...), between(..., ...), stale_because(...)");
        };
    }

    private Selection closed(Selection selection) {
        if (!sign(')')) {
            throw unexpected(at, "and, or, a comma, )");
        }
        return selection;
    }

    private Selection attribute(int start, String word) {
        var name = AttributeName.of(word)
                .filter(known -> !known.isFunction())
                .orElseThrow(() -> found(
                        start,
                        word + " is not an attribute",
                        Arrays.stream(AttributeName.values())
                                .filter(known -> !known.isFunction())
                                .map(known -> known.word() + ":")
                                .collect(Collectors.joining(", "))));
        skipSpace();
        var value = value(name);
        var detail = "";
        if (name.hasDetail() && value.isPresent() && sign('=')) {
            detail = value(name).orElse("");
        }
        return attribute(start, name, value, detail);
    }

    private Selection attribute(int start, AttributeName name, Optional<String> value, String detail) {
        try {
            return new Selection.Attribute(name, value, detail);
        } catch (IllegalArgumentException e) {
            var message = e.getMessage();
            throw new SelectionSyntaxException(
                    Reason.VALUE,
                    text,
                    start + 1,
                    message == null ? "A value is refused" : message.substring(0, message.length() - 1),
                    name.onlyValues().isEmpty() ? "another value" : String.join(", ", name.onlyValues()));
        }
    }

    /** Reads a value; empty for {@code <null>}. */
    private Optional<String> value(AttributeName name) {
        skipSpace();
        if (name.canBeAbsent() && text.startsWith("<null>", at)) {
            at += "<null>".length();
            return Optional.empty();
        }
        if (name == AttributeName.NOT_MATERIALIZED_IN_HOURS) {
            int start = at;
            if (number() < 0) {
                throw unexpected(at, "a number of hours");
            }
            return Optional.of(text.substring(start, at));
        }
        if (peek() == '"') {
            return Optional.of(quoted());
        }
        int start = at;
        boolean star = name == AttributeName.KEY;
        while (isWordPart(at) && (star || peek() != '*')) {
            at++;
        }
        if (start == at) {
            throw unexpected(at, "a value, a value in quotation marks" + (name.canBeAbsent() ? ", <null>" : ""));
        }
        return Optional.of(text.substring(start, at));
    }

    private String quoted() {
        int start = ++at;
        while (at < text.length() && "\"\\\n\r".indexOf(peek()) < 0) {
            at++;
        }
        if (peek() != '"') {
            throw unexpected(at, "the quotation mark that ends the value");
        }
        return text.substring(start, at++);
    }

    private String word() {
        int start = at;
        if (peek() == '*' || isNameStart(at)) {
            while (isWordPart(at)) {
                at++;
            }
        }
        return text.substring(start, at);
    }

    private boolean isFollowedByColon() {
        int end = at;
        while (isWordPart(end)) {
            end++;
        }
        return end < text.length() && text.charAt(end) == ':';
    }

    private boolean keyword(String word) {
        skipSpace();
        int end = at + word.length();
        boolean here = text.startsWith(word, at) || text.startsWith(word.toUpperCase(Locale.ROOT), at);
        if (!here || isWordPart(end) || (end < text.length() && text.charAt(end) == ':')) {
            return false;
        }
        at = end;
        return true;
    }

    private static boolean isKeyword(String word) {
        return Set.of("and", "or", "not", "AND", "OR", "NOT").contains(word);
    }

    private boolean sign(char sign) {
        skipSpace();
        if (peek() != sign) {
            return false;
        }
        at++;
        return true;
    }

    private boolean isNameStart(int index) {
        return index < text.length() && Character.isJavaIdentifierStart(text.charAt(index));
    }

    private boolean isWordPart(int index) {
        return index < text.length()
                && (Character.isJavaIdentifierPart(text.charAt(index)) || "/*.-".indexOf(text.charAt(index)) >= 0);
    }

    /** Returns the character that stands here; 0 at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private SelectionSyntaxException unexpected(int where, String expected) {
        int end = where;
        while (isWordPart(end)) {
            end++;
        }
        var found = where >= text.length()
                ? "The end"
                : "\"%s\"".formatted(text.substring(where, Math.max(end, where + 1)));
        return found(where, found + " was not expected", expected);
    }

    private SelectionSyntaxException found(int where, String found, String expected) {
        return new SelectionSyntaxException(Reason.GRAMMAR, text, where + 1, found, expected);
    }
}
