package dev.weft.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Lines up cells in columns, two blanks between; the last column is not padded. */
public final class Table {

    private static final int GAP = 2;
    /** A column is not cut below this, however narrow the terminal. */
    private static final int LEAST = 12;

    private final List<List<String>> rows = new ArrayList<>();

    public Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    public List<String> lines() {
        return lines(Integer.MAX_VALUE);
    }

    /** Returns lines that fit a width: the last column gives way first, then the widest of the others. */
    public List<String> lines(int width) {
        var widths = widths();
        fit(widths, width);
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private List<Integer> widths() {
        var widths = new ArrayList<Integer>();
        for (var row : rows) {
            for (int i = 0; i < row.size(); i++) {
                if (i == widths.size()) {
                    widths.add(0);
                }
                widths.set(i, Math.max(widths.get(i), DisplayWidth.of(row.get(i))));
            }
        }
        return widths;
    }

    private static void fit(List<Integer> widths, int width) {
        if (widths.isEmpty()) {
            return;
        }
        int last = widths.size() - 1;
        long excess = -(long) width;
        for (var each : widths) {
            excess += each == 0 ? 0 : each + GAP;
        }
        excess -= GAP;
        if (excess > 0) {
            excess -= narrow(widths, last, excess);
        }
        while (excess > 0) {
            int widest = 0;
            for (int i = 0; i <= last; i++) {
                widest = widths.get(i) > widths.get(widest) ? i : widest;
            }
            long won = narrow(widths, widest, excess);
            if (won == 0) {
                return;
            }
            excess -= won;
        }
    }

    private static long narrow(List<Integer> widths, int column, long by) {
        int before = widths.get(column);
        int after = (int) Math.max(Math.min(before, LEAST), before - by);
        widths.set(column, after);
        return before - (long) after;
    }

    private static String line(List<String> row, List<Integer> widths) {
        var text = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            if (widths.get(i) == 0) {
                continue;
            }
            int width = DisplayWidth.of(row.get(i));
            boolean fits = width <= widths.get(i);
            var cell = fits ? row.get(i) : DisplayWidth.cut(row.get(i), widths.get(i));
            text.append(cell);
            if (i < row.size() - 1) {
                text.append(" ".repeat(widths.get(i) - (fits ? width : DisplayWidth.of(cell)) + GAP));
            }
        }
        return text.toString().stripTrailing();
    }
}
