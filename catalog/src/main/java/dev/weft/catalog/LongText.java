package dev.weft.catalog;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Texts of any length, kept as rows of bounded length. */
final class LongText {

    /** What one row of text holds; less than H2's limit of 1,048,576 characters. */
    static final int LARGEST_PART = 500_000;

    private LongText() {}

    /** Cuts a text into rows; never between the two halves of a character. */
    static List<String> parts(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new CatalogException("A text to be kept has a NUL character. Leave it out.");
        }
        var parts = new ArrayList<String>();
        for (int at = 0; at < text.length(); ) {
            int end = Math.min(text.length(), at + LARGEST_PART);
            if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
                end--;
            }
            parts.add(text.substring(at, end));
            at = end;
        }
        return parts;
    }

    /** Returns the texts that are kept under the ids. */
    static Map<String, String> code(Session session, Collection<String> ids) throws SQLException {
        var parts = new HashMap<String, TreeMap<Integer, String>>();
        session.keyed(
                "code_text",
                "t.id, t.part, t.text",
                List.of("id"),
                ids.stream().map(List::of).toList(),
                row -> parts.computeIfAbsent(row.getString(1), id -> new TreeMap<>())
                        .put(row.getInt(2), row.getString(3)));
        var texts = new HashMap<String, String>();
        parts.forEach((id, each) -> texts.put(id, String.join("", each.values())));
        return Map.copyOf(texts);
    }

    /** Returns the latest graph of a code location; empty if none was recorded. */
    static Optional<String> graph(Session session, String codeLocation) throws SQLException {
        var parts = session.list(
                "select p.text from graph_latest g join graph_part p on p.hash = g.hash where g.code_location = ? order by p.part",
                List.of(codeLocation),
                row -> row.getString(1));
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("", parts));
    }
}
