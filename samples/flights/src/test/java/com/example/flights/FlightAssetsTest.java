package com.example.flights;

import static dev.weft.testkit.WeftAssertions.assertThat;
import static dev.weft.testkit.WeftAssertions.because;
import static dev.weft.testkit.WeftAssertions.within;

import dev.weft.testkit.WeftTest;
import dev.weft.testkit.WithAssets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithAssets(value = FlightAssets.class, partition = "2001-01-02")
class FlightAssetsTest {

    private static final LocalDate DATE = LocalDate.of(2001, 1, 2);
    private static final Airport ATLANTA = new Airport("ATL", "Hartsfield", "Atlanta", "GA", 33.6, -84.4);

    @Test
    void aDayOfTheDropHasOneRowPerFlight(WeftTest weft) {
        var run = weft.resource(new FlightDrop(Path.of("drop"))).materialize("flights");

        assertThat(run)
                .materializedOnly("flights[2001-01-02]")
                .checkPassed("every_flight_has_an_origin")
                .rows("flights", Flight.class)
                .hasSizeBetween(15_000, 18_000)
                .doesNotHaveDuplicates()
                .allMatch(flight -> flight.departure().toLocalDate().equals(DATE));
    }

    @Test
    void rowsThatLackAValueOrAreImpossibleAreLeftOut() {
        assertThat(Stream.of(
                                "2001-01-02 07:30,16,500,ATL,BOS",
                                "2001-01-02 07:30,,500,ATL,BOS",
                                "2001-01-02,16,500,ATL,BOS",
                                "2001-01-02 07:30,16,500,ATL,ATL",
                                "2001-01-02 07:30,16,0,ATL,BOS",
                                "2001-01-02 07:30,16,500,ATL",
                                "")
                        .map(DropRow::parse)
                        .flatMap(row -> Flight.of(row).stream()))
                .containsExactly(flight("07:30", 16, "ATL", "BOS"));
    }

    @Test
    void aFlightWithoutAnOriginKeepsTheDayFromBeingPublished(WeftTest weft, @TempDir Path folder) throws IOException {
        weft.resource(new FlightDrop(folder));
        deliver(folder, "2001-01-02 07:30,0,500,ATL,BOS");
        weft.materialize("flights");
        deliver(folder, "2001-01-02 07:30,0,500,ATL,BOS", "2001-01-02 08:30,0,500,,BOS");

        var run = weft.materialize("flights, route_delays");

        assertThat(run)
                .blocked("flights", because("1 of 2 flights have no origin"))
                .upstreamFailed("route_delays")
                .rows("flights", Flight.class)
                .containsExactly(flight("07:30", 0, "ATL", "BOS"));
        assertThat(weft.materialize("flights")).didNotRun("flights", because("--retry-failed"));
    }

    @Test
    void aFlightThatIsADayLateIsWorthALook(WeftTest weft, @TempDir Path folder) throws IOException {
        deliver(folder, "2001-01-02 07:30,1440,500,ATL,BOS");

        var run = weft.resource(new FlightDrop(folder)).materialize("flights");

        assertThat(run).materialized("flights").checkWarned("delays_are_plausible", because("a day late or more: 1"));
    }

    @Test
    void delaysAreCountedByTheAirportThatFlightsLeave(WeftTest weft) {
        weft.given("airports", ATLANTA);
        weft.given(
                "flights",
                flight("07:30", 20, "ATL", "BOS"),
                flight("08:30", -5, "ATL", "XXX"),
                flight("09:30", 15, "XXX", "ATL"));

        var run = weft.materialize("airport_delays");

        assertThat(run)
                .rows("airport_delays")
                .containsExactly(
                        new AirportDelay(DATE, "ATL", "Atlanta", 2, 1, 15, 7.5),
                        new AirportDelay(DATE, "XXX", "XXX", 1, 1, 15, 15.0));
    }

    @Test
    void aRouteHasADirection(WeftTest weft) {
        weft.given(
                "flights",
                flight("07:30", 20, "BOS", "ATL"),
                flight("08:30", 14, "ATL", "BOS"),
                flight("09:30", 2, "ATL", "BOS"));

        assertThat(weft.materialize("route_delays"))
                .rows("route_delays")
                .containsExactly(
                        new RouteDelay(DATE, "ATL", "BOS", 500, 2, 0, 16),
                        new RouteDelay(DATE, "BOS", "ATL", 500, 1, 1, 20));
    }

    @Test
    void aMonthAddsUpItsDaysAndPutsTheBusiestAirportFirst(WeftTest weft) {
        weft.given("airport_delays[*]");
        weft.given(
                "airport_delays[2001-01-02]",
                new AirportDelay(DATE, "ABE", "Allentown", 4, 1, 40, 10),
                new AirportDelay(DATE, "ATL", "Atlanta", 10, 5, 100, 10));
        weft.given(
                "airport_delays[2001-01-03]",
                new AirportDelay(DATE.plusDays(1), "ATL", "Atlanta", 30, 5, 20, 0.67));

        assertThat(weft.materialize("monthly_punctuality", "2001-01"))
                .rows("monthly_punctuality")
                .containsExactly(
                        new Punctuality("ATL", "Atlanta", 40, 10, 75.0, 3.0),
                        new Punctuality("ABE", "Allentown", 4, 1, 75.0, 10.0));
    }

    @Test
    void aDayThatIsDeliveredAgainRunsOnlyWhatItChanges(WeftTest weft) {
        var flights = List.of(flight("07:30", 20, "ATL", "BOS"), flight("08:30", 3, "ATL", "BOS"));
        weft.given("airports", ATLANTA).given("airport_delays[*]").given("flights", flights);
        weft.partition("2001-01-02", "2001-01").wipe("airport_delays[2001-01-02]");
        weft.materialize("airport_delays, monthly_punctuality");

        weft.given("flights", flight("07:30", 3, "ATL", "BOS"), flight("08:30", 20, "ATL", "BOS"));
        assertThat(weft.materialize("airport_delays, monthly_punctuality"))
                .materializedOnly("airport_delays[2001-01-02]")
                .unchanged("monthly_punctuality");

        weft.given("flights", flight("07:30", 30, "ATL", "BOS"));
        assertThat(weft.plan("airport_delays, monthly_punctuality"))
                .runs("airport_delays", because("different content"))
                .runs("monthly_punctuality");
    }

    @Test
    void theModelFindsTheRuleThatMadeTheDelays(WeftTest weft) {
        var run = weft.given("flights[*]")
                .given("flights[2001-01-01]", made(8_000, hour -> 2 * hour))
                .materialize("delay_model");

        assertThat(run).checkPassed("the_model_beats_the_mean").metadata("delay_model").containsKey("R squared");
        var model = run.value("delay_model", DelayModel.class);
        assertThat(model.trainedOn()).isBetween(450L, 550L);
        assertThat(model.rSquared()).isGreaterThan(0.9);
        assertThat(model.expectedDelay(LocalDateTime.of(2001, 1, 3, 14, 30), 500))
                .isCloseTo(20, within(4.0));
    }

    @Test
    void theSameFlightsInAnotherOrderGiveTheSameModel() {
        var flights = made(4_000, hour -> hour * hour).toList();
        var turned = new ArrayList<>(flights);
        Collections.reverse(turned);

        assertThat(DelayModel.train(turned.stream())).isEqualTo(DelayModel.train(flights.stream()));
    }

    @Test
    void aModelThatExplainsNothingIsNotPublished(WeftTest weft) {
        weft.given("flights[*]").given("flights[2001-01-01]", made(8_000, hour -> 7));

        assertThat(weft.materialize("delay_model")).blocked("delay_model", because("no better than their mean"));
    }

    @Test
    void theReportIsOnePageThatNeedsNothingElse(WeftTest weft) throws IOException {
        weft.resource(new FlightDrop(Path.of("drop"))).partition("2001-01-02", "2001-01");
        weft.given("delay_model", DelayModel.train(made(8_000, hour -> hour)));
        weft.given("airport_delays[*]").given("route_delays[*]");
        weft.wipe("airport_delays[2001-01-02]").wipe("route_delays[2001-01-02]");

        var run = weft.materialize("*");

        assertThat(run).succeeded().materialized("flights[2001-01-02]", "punctuality_report[2001-01]");
        var page = run.files("punctuality_report");
        assertThat(page.paths()).containsExactly("index.html");
        assertThat(page.path("index.html"))
                .content()
                .contains("<h1>Punctuality in January 2001</h1>", "Chicago", "Tuesday, 2 January")
                .doesNotContain("http", "NaN", "null");
    }

    /** Flights whose delay follows from the hours of their timetable since four in the morning. */
    private static Stream<Flight> made(int flights, IntUnaryOperator delayAt) {
        return IntStream.range(0, flights).mapToObj(i -> {
            var timetable = LocalDateTime.of(2001, 1, 1, 4, 0).plusMinutes(37L * i % 44_640);
            int delay = delayAt.applyAsInt(Math.floorMod(timetable.getHour() - 4, 24));
            return new Flight(timetable.plusMinutes(delay), delay, 100 + i * 53 % 2_000, "ATL", "BOS");
        });
    }

    private static Flight flight(String time, int delay, String origin, String destination) {
        return new Flight(LocalDateTime.parse("2001-01-02T" + time), delay, 500, origin, destination);
    }

    private static void deliver(Path folder, String... rows) throws IOException {
        var lines = "date,delay,distance,origin,destination\n" + String.join("\n", rows) + "\n";
        try (var out = new java.util.zip.GZIPOutputStream(
                Files.newOutputStream(folder.resolve("flights-2001-01-02.csv.gz")))) {
            out.write(lines.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }
}
