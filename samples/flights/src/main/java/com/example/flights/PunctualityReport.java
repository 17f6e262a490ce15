package com.example.flights;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import dev.weft.api.PartitionKey;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A month's punctuality as one HTML page that needs nothing else: style and charts stand in it. */
record PunctualityReport(
        PartitionKey month,
        List<Punctuality> airports,
        List<AirportDelay> airportDays,
        List<RouteDelay> routeDays,
        DelayModel model) {

    private static final int LARGEST = 12;
    private static final int WORST = 8;
    private static final int FLIGHTS_TO_COUNT = 60;

    /** Returns the page; the same for the same values. */
    String html() {
        var name = DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH)
                .format(YearMonth.parse(month.text().substring(0, 7)));
        int flights = airports.stream().mapToInt(Punctuality::flights).sum();
        int late = airports.stream().mapToInt(Punctuality::late).sum();
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Punctuality in %1$s</title>
            <style>
            %2$s</style>
            </head>
            <body>
            <main>
            <header>
            <h1>Punctuality in %1$s</h1>
            <p>%3$s flights left %4$d airports of the United States; <b>%5$s&nbsp;%%</b> left less than
            %6$d minutes behind the timetable.</p>
            </header>
            <section>
            <h2>Late flights by day</h2>
            %7$s</section>
            <section>
            <h2>The %8$d busiest airports</h2>
            <p class="note">Flights that left on time, in per cent</p>
            %9$s</section>
            <section>
            <h2>Where to bring a book</h2>
            <p class="note">Routes of %10$d flights or more in the month, by mean delay</p>
            %11$s</section>
            <section>
            <h2>What to expect</h2>
            %12$s</section>
            <footer>Flights: U.S. Bureau of Transportation Statistics. Made with Weft.</footer>
            </main>
            </body>
            </html>
            """.formatted(
                        name,
                        STYLE,
                        grouped(flights),
                        airports.size(),
                        decimal(flights == 0 ? 100 : 100.0 * (flights - late) / flights),
                        Flight.LATE_FROM_MINUTES,
                        dayChart(),
                        Math.min(LARGEST, airports.size()),
                        airportChart(),
                        FLIGHTS_TO_COUNT,
                        routeTable(),
                        modelText());
    }

    private String dayChart() {
        var days = airportDays.stream().collect(groupingBy(AirportDelay::day, TreeMap::new, Tally.ofAirportDelays()));
        double highest = days.values().stream()
                .mapToDouble(PunctualityReport::latePercent)
                .max()
                .orElse(0);
        int top = Math.max(10, (int) Math.ceil(highest / 10) * 10);
        int left = 36, width = 720, height = 240, bottom = 208, upper = 12;
        double step = (double) (width - left) / Math.max(1, days.size());
        var svg = new StringBuilder();
        svg.append(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Part of the flights that left late, by day\">\n"
                        .formatted(width, height));
        for (int percent = 0; percent <= top; percent += 10) {
            double y = bottom - (double) (bottom - upper) * percent / top;
            svg.append("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>"
                    .formatted(left, width, decimal(y), decimal(y)));
            svg.append("<text class=\"axis\" x=\"%d\" y=\"%s\" text-anchor=\"end\">%d%%</text>\n"
                    .formatted(left - 6, decimal(y + 4), percent));
        }
        int index = 0;
        for (Map.Entry<LocalDate, Tally> day : days.entrySet()) {
            double percent = latePercent(day.getValue());
            double x = left + step * index++;
            double tall = (bottom - upper) * percent / top;
            var date = day.getKey();
            svg.append(("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"2\">"
                            + "<title>%s: %s %% of %s flights late, %s minutes on average</title></rect>")
                    .formatted(
                            isWeekend(date) ? "bar weekend" : "bar",
                            decimal(x + step * 0.14),
                            decimal(bottom - tall),
                            decimal(step * 0.72),
                            decimal(tall),
                            DateTimeFormatter.ofPattern("EEEE, d MMMM", Locale.ENGLISH)
                                    .format(date),
                            decimal(percent),
                            grouped(day.getValue().flights()),
                            decimal(day.getValue().meanDelay())));
            svg.append("<text class=\"axis\" x=\"%s\" y=\"%d\" text-anchor=\"middle\">%d</text>\n"
                    .formatted(decimal(x + step / 2), bottom + 18, date.getDayOfMonth()));
        }
        return svg.append("</svg>\n"
                        + "<p class=\"note\"><i class=\"key\"></i>working day <i class=\"key"
                        + " weekend\"></i>weekend</p>\n")
                .toString();
    }

    private String airportChart() {
        int row = 26, left = 190, width = 720, right = 50;
        var shown = airports.stream()
                .sorted(Comparator.comparingInt(Punctuality::flights).reversed().thenComparing(Punctuality::airport))
                .limit(LARGEST)
                .sorted(Comparator.comparingDouble(Punctuality::onTimePercent)
                        .reversed()
                        .thenComparing(Punctuality::airport))
                .toList();
        var svg = new StringBuilder();
        svg.append("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Flights on time at the busiest airports\">\n"
                .formatted(width, row * shown.size()));
        for (int i = 0; i < shown.size(); i++) {
            var airport = shown.get(i);
            int y = i * row;
            double full = width - left - right;
            svg.append("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s <tspan class=\"code\">%s</tspan></text>"
                    .formatted(left - 10, y + 17, escaped(airport.city()), escaped(airport.airport())));
            svg.append("<rect class=\"rest\" x=\"%d\" y=\"%d\" width=\"%s\" height=\"14\" rx=\"3\"/>"
                    .formatted(left, y + 5, decimal(full)));
            svg.append(("<rect class=\"bar\" x=\"%d\" y=\"%d\" width=\"%s\" height=\"14\" rx=\"3\">"
                            + "<title>%s of %s flights late, %s minutes on average</title></rect>")
                    .formatted(
                            left,
                            y + 5,
                            decimal(full * airport.onTimePercent() / 100),
                            grouped(airport.late()),
                            grouped(airport.flights()),
                            decimal(airport.meanDelay())));
            svg.append("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n"
                    .formatted(width, y + 17, decimal(airport.onTimePercent())));
        }
        return svg.append("</svg>\n").toString();
    }

    private String routeTable() {
        var minutes = routeDays.stream()
                .collect(groupingBy(
                        route -> new Route(route.origin(), route.destination(), route.distance()),
                        TreeMap::new,
                        java.util.stream.Collectors.toList()));
        var rows = minutes.entrySet().stream()
                .map(entry -> RouteMonth.of(entry.getKey(), entry.getValue()))
                .filter(route -> route.flights() >= FLIGHTS_TO_COUNT)
                .sorted(Comparator.comparingDouble(RouteMonth::meanDelay)
                        .reversed()
                        .thenComparing(RouteMonth::route))
                .limit(WORST)
                .map(route -> "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n"
                        .formatted(
                                escaped(route.route().toString()),
                                grouped(route.route().distance()),
                                grouped(route.flights()),
                                decimal(route.meanDelay())))
                .collect(joining());
        return rows.isEmpty()
                ? "<p>No route had that many flights.</p>\n"
                : "<table><thead><tr><th>Route</th><th>Miles</th><th>Flights</th><th>Minutes late</th></tr></thead>\n"
                        + "<tbody>\n"
                        + rows + "</tbody></table>\n";
    }

    private String modelText() {
        var morning = LocalDateTime.of(2001, 1, 3, 7, 0);
        return """
            <p>A flight of %d miles on a Wednesday can expect a delay of <b>%s minutes</b> at seven in the morning and
            of <b>%s minutes</b> at seven in the evening.</p>
            %s
            <p class="note">A regression tree of %d leaves, grown on %s flights. On %s others it is off by %s minutes (root mean
            square) and explains %s&nbsp;%% of how delays vary: the rest is weather, knock-on and luck.</p>
            """.formatted(
                        DelayMap.MILES,
                        decimal(model.expectedDelay(morning, DelayMap.MILES)),
                        decimal(model.expectedDelay(morning.plusHours(12), DelayMap.MILES)),
                        new DelayMap(model).svg(),
                        (model.nodes().size() + 1) / 2,
                        grouped(model.trainedOn()),
                        grouped(model.triedOn()),
                        decimal(model.rmse()),
                        decimal(100 * model.rSquared()));
    }

    private record RouteMonth(Route route, int flights, double meanDelay) {

        static RouteMonth of(Route route, List<RouteDelay> days) {
            int flights = days.stream().mapToInt(RouteDelay::flights).sum();
            long minutes = days.stream().mapToLong(RouteDelay::delayMinutes).sum();
            return new RouteMonth(route, flights, flights == 0 ? 0 : (double) minutes / flights);
        }
    }

    private static double latePercent(Tally tally) {
        return tally.flights() == 0 ? 0 : 100.0 * tally.late() / tally.flights();
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String grouped(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static final String STYLE = """
        :root { color-scheme: light dark; --ground: #fbfaf7; --card: #ffffff; --ink: #1d2433; --soft: #667085; --line: #e4e2dc;
          --bar: #3b6ea8; --weekend: #d08a3c; --rest: #eeece6; }
        @media (prefers-color-scheme: dark) {
          :root { --ground: #14171d; --card: #1c2028; --ink: #e8eaf0; --soft: #9aa3b2; --line: #2d333e;
            --bar: #79a8dc; --weekend: #e0a45e; --rest: #272c36; }
        }
        body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
        main { max-width: 780px; margin: 0 auto; padding: 2.5rem 1rem; }
        h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; }
        h2 { font-size: 1.1rem; margin: 0 0 .5rem; }
        section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1.25rem; margin: 1.25rem 0; }
        svg { display: block; width: 100%; height: auto; font: 13px system-ui, sans-serif; }
        svg text { fill: var(--ink); }
        svg .axis, svg .code { fill: var(--soft); font-size: 12px; }
        .grid { stroke: var(--line); }
        .bar { fill: var(--bar); }
        .weekend { fill: var(--weekend); }
        .rest { fill: var(--rest); }
        .bar:hover { opacity: .75; }
        .note, footer { color: var(--soft); font-size: .875rem; margin: .25rem 0 .75rem; }
        .key { display: inline-block; width: .75em; height: .75em; border-radius: 2px; background: var(--bar); margin: 0 .35em 0 0; }
        .cell { fill: var(--weekend); }
        .key.weekend { background: var(--weekend); margin-left: 1em; }
        table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { text-align: right; padding: .35rem .25rem; border-bottom: 1px solid var(--line); }
        th { color: var(--soft); font-weight: 500; font-size: .875rem; }
        th:first-child, td:first-child { text-align: left; }
        section > p:last-child { margin-bottom: 0; }
        """;
}
