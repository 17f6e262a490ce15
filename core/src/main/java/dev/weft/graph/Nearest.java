package dev.weft.graph;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The names that a mistyped one was probably meant to be, by edit distance. */
public final class Nearest {

    private static final int MOST = 3;

    private Nearest() {}

    /** Returns at most three names, the nearest first; none if nothing is near. */
    public static List<String> to(String text, Collection<String> names) {
        record Near(String name, int distance) {}
        int far = Math.max(2, text.length() / 3);
        return names.stream()
                .map(name -> new Near(name, distance(text, name, far)))
                .filter(near -> near.distance <= far)
                .sorted(Comparator.comparingInt(Near::distance)
                        .thenComparingInt(near -> edits(text, near.name, far))
                        .thenComparing(Near::name))
                .limit(MOST)
                .map(Near::name)
                .toList();
    }

    private static int distance(String text, String name, int far) {
        var wanted = text.toLowerCase(Locale.ROOT);
        var candidate = name.toLowerCase(Locale.ROOT);
        if (candidate.endsWith("/" + wanted) || wanted.endsWith("/" + candidate)) {
            return 1;
        }
        return edits(wanted, candidate, far);
    }

    /** Levenshtein's distance by rows, cut off as soon as a whole row is above the limit. */
    private static int edits(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) > limit) {
            return limit + 1;
        }
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            int least = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
                least = Math.min(least, row[j]);
            }
            if (least > limit) {
                return limit + 1;
            }
        }
        return row[b.length()];
    }
}
