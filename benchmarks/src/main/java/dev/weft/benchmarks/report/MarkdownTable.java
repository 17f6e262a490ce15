package dev.weft.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table in Markdown whose columns are as wide as their widest cell, so that it reads well as text too. The first column holds words. */
final class MarkdownTable {

    private final List<List<String>> rows = new ArrayList<>();
    private final int columns;

    MarkdownTable(List<String> header) {
        rows.add(header);
        columns = header.size();
    }

    void row(List<String> cells) {
        rows.add(cells.stream().map(MarkdownTable::cell).toList());
    }

    /** Adds a row that says something instead of its figures. */
    void words(String name, String sentence) {
        rows.add(List.of(cell(name), cell(sentence)));
    }

    private static String cell(String text) {
        return text.strip().replaceAll("\\s+", " ").replace("|", "\\|");
    }

    @Override
    public String toString() {
        var widths = new int[columns];
        for (var row : rows) {
            for (int i = 0; i < columns && row.size() == columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
            widths[0] = Math.max(widths[0], row.get(0).length());
        }
        var text = new StringBuilder();
        for (var row : rows) {
            text.append(row.size() == columns ? figures(row, widths) : sentence(row, widths));
            if (text.indexOf("\n") == text.length() - 1) {
                text.append(separator(widths));
            }
        }
        return text.toString();
    }

    private static String figures(List<String> cells, int[] widths) {
        var line = new StringBuilder("|");
        for (int i = 0; i < cells.size(); i++) {
            var format = i == 0 ? " %-" + widths[i] + "s |" : " %" + widths[i] + "s |";
            line.append(String.format(Locale.ROOT, format, cells.get(i)));
        }
        return line.append('\n').toString();
    }

    private String sentence(List<String> cells, int[] widths) {
        return String.format(
                Locale.ROOT, "| %-" + widths[0] + "s | %s %s%n", cells.get(0), cells.get(1), "|".repeat(columns - 1));
    }

    private static String separator(int[] widths) {
        var line = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            line.append(' ').append("-".repeat(Math.max(3, widths[i]))).append(i == 0 ? " |" : ":|");
        }
        return line.append('\n').toString();
    }
}
