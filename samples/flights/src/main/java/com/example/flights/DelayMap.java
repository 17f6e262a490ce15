package com.example.flights;

import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.util.Locale;

/** What a model expects at each hour of a week, as a picture. */
final class DelayMap {

    /** The length of the flights that it shows. */
    static final int MILES = 500;

    private static final LocalDateTime MONDAY_AT_FIVE = LocalDateTime.of(2001, 1, 1, 5, 0);
    private static final int FROM_HOUR = 5;
    private static final int HOURS = 18;
    private static final int LEFT = 40;
    private static final int WIDTH = 720;
    private static final int ROW = 26;

    private final DelayModel model;

    DelayMap(DelayModel model) {
        this.model = model;
    }

    String svg() {
        double least = Double.MAX_VALUE;
        double most = -Double.MAX_VALUE;
        for (int day = 0; day < 7; day++) {
            for (int hour = 0; hour < HOURS; hour++) {
                least = Math.min(least, minutes(day, hour));
                most = Math.max(most, minutes(day, hour));
            }
        }
        double step = (double) (WIDTH - LEFT) / HOURS;
        var svg = new StringBuilder();
        svg.append(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Expected delay by weekday and hour of departure\">\n"
                        .formatted(WIDTH, 7 * ROW + 22));
        for (int day = 0; day < 7; day++) {
            svg.append("<text class=\"axis\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n"
                    .formatted(LEFT - 8, day * ROW + 17, name(day, TextStyle.SHORT)));
            for (int hour = 0; hour < HOURS; hour++) {
                double minutes = minutes(day, hour);
                double part = most > least ? (minutes - least) / (most - least) : 0;
                svg.append(("<rect class=\"cell\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\" rx=\"3\" fill-opacity=\"%s\">"
                                + "<title>%s at %d: %s minutes</title></rect>")
                        .formatted(
                                decimal(LEFT + hour * step + 1),
                                day * ROW + 1,
                                decimal(step - 2),
                                ROW - 2,
                                String.format(Locale.ROOT, "%.2f", 0.08 + 0.92 * part),
                                name(day, TextStyle.FULL),
                                hour + FROM_HOUR,
                                decimal(minutes)));
            }
            svg.append('\n');
        }
        for (int hour = 1; hour < HOURS; hour += 2) {
            svg.append("<text class=\"axis\" x=\"%s\" y=\"%d\" text-anchor=\"middle\">%d</text>\n"
                    .formatted(decimal(LEFT + (hour + 0.5) * step), 7 * ROW + 18, hour + FROM_HOUR));
        }
        return svg.append("</svg>\n<p class=\"note\">Expected minutes of delay by weekday and hour of the timetable, from %s (pale) to %s (full)</p>"
                        .formatted(decimal(least), decimal(most)))
                .toString();
    }

    private double minutes(int day, int hour) {
        return model.expectedDelay(MONDAY_AT_FIVE.plusDays(day).plusHours(hour).plusMinutes(30), MILES);
    }

    private static String name(int day, TextStyle style) {
        return MONDAY_AT_FIVE.plusDays(day).getDayOfWeek().getDisplayName(style, Locale.ENGLISH);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
