package com.example.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weft.api.AssetContext;
import dev.weft.api.DataVersion;
import dev.weft.api.PartitionKey;
import dev.weft.api.Severity;
import dev.weft.api.Staging;
import dev.weft.api.Upstream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Assets are methods: a test calls them. */
class FlightAssetsTest {

    private static final PartitionKey DAY = PartitionKey.of("2001-01-02");
    private static final LocalDate DATE = LocalDate.of(2001, 1, 2);
    private static final Airport ATLANTA = new Airport("ATL", "Hartsfield", "Atlanta", "GA", 33.6, -84.4);

    private final FlightAssets assets = new FlightAssets(new FlightDrop(Path.of("drop")));

    @Test
    void aDayOfTheDropHasOneRowPerFlight() {
        try (var flights = assets.flights(DAY, new Observed("airline_drop"))) {
            assertThat(flights)
                    .hasSizeBetween(15_000, 18_000)
                    .doesNotHaveDuplicates()
                    .allMatch(flight -> flight.departure().toLocalDate().equals(DATE));
        }
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
    void aFlightWithoutAnOriginKeepsTheDayFromBeingPublished() {
        var found = assets.every_flight_has_an_origin(
                List.of(flight("07:30", 0, "ATL", "BOS"), flight("08:30", 0, "", "BOS")));

        assertThat(found.severity()).isEqualTo(Severity.FAIL);
        assertThat(found.message()).isEqualTo("1 of 2 flights have no origin.");
        assertThat(assets.every_flight_has_an_origin(List.of()).severity()).isEqualTo(Severity.PASS);
    }

    @Test
    void aFlightThatIsADayLateIsWorthALook() {
        var onTime = flight("07:30", 0, "ATL", "BOS");
        var nextDay = flight("08:30", 1440, "ATL", "BOS");

        assertThat(assets.delays_are_plausible(List.of(onTime)).severity()).isEqualTo(Severity.PASS);
        assertThat(assets.delays_are_plausible(List.of(onTime, nextDay)).severity())
                .isEqualTo(Severity.WARN);
    }

    @Test
    void delaysAreCountedByTheAirportThatFlightsLeave() {
        var flights = List.of(
                flight("07:30", 20, "ATL", "BOS"),
                flight("08:30", -5, "ATL", "XXX"),
                flight("09:30", 15, "XXX", "ATL"));

        assertThat(assets.airport_delays(DAY, flights, List.of(ATLANTA)))
                .containsExactly(
                        new AirportDelay(DATE, "ATL", "Atlanta", 2, 1, 15, 7.5),
                        new AirportDelay(DATE, "XXX", "XXX", 1, 1, 15, 15.0));
    }

    @Test
    void aRouteHasADirection() {
        var flights = List.of(
                flight("07:30", 20, "BOS", "ATL"), flight("08:30", 14, "ATL", "BOS"), flight("09:30", 2, "ATL", "BOS"));

        assertThat(assets.route_delays(DAY, flights))
                .containsExactly(
                        new RouteDelay(DATE, "ATL", "BOS", 500, 2, 0, 16),
                        new RouteDelay(DATE, "BOS", "ATL", 500, 1, 1, 20));
    }

    @Test
    void aMonthAddsUpItsDaysAndPutsTheBusiestAirportFirst() {
        var days = Stream.of(
                new AirportDelay(DATE, "ABE", "Allentown", 4, 1, 40, 10),
                new AirportDelay(DATE, "ATL", "Atlanta", 10, 5, 100, 10),
                new AirportDelay(DATE.plusDays(1), "ATL", "Atlanta", 30, 5, 20, 0.67));

        assertThat(assets.monthly_punctuality(days))
                .containsExactly(
                        new Punctuality("ATL", "Atlanta", 40, 10, 75.0, 3.0),
                        new Punctuality("ABE", "Allentown", 4, 1, 75.0, 10.0));
    }

    @Test
    void theModelFindsTheRuleThatMadeTheDelays() {
        var flights = IntStream.range(0, 5_000).mapToObj(i -> {
            var departure = LocalDateTime.of(2001, 1, 1, 4, 0).plusMinutes(37L * i % 44_640);
            int distance = 100 + i * 53 % 2_000;
            int hours = Math.floorMod(departure.getHour() - 4, 24);
            return new Flight(departure, hours + distance / 100, distance, "ATL", "BOS");
        });

        var model = assets.delay_model(flights, AssetContext.forTest());

        assertThat(model.flights()).isEqualTo(5_000);
        assertThat(model.perHour()).isCloseTo(1, within(0.02));
        assertThat(model.perHundredMiles()).isCloseTo(1, within(0.02));
        assertThat(model.onWeekends()).isCloseTo(0, within(0.05));
        assertThat(model.expectedDelay(LocalDateTime.of(2001, 1, 3, 14, 30), 1_000))
                .isCloseTo(20, within(0.6));
    }

    @Test
    void theSameFlightsGiveTheSameModel() {
        assertThat(train(DAY)).isEqualTo(train(DAY));
    }

    @Test
    void theReportIsOnePageThatNeedsNothingElse(@TempDir Path folder) throws IOException {
        List<Flight> flights;
        try (var rows = assets.flights(DAY, new Observed("airline_drop"))) {
            flights = rows.toList();
        }
        var byAirport = assets.airport_delays(DAY, flights, assets.airports(new Observed("airport_list")));

        var files = assets.punctuality_report(
                PartitionKey.of("2001-01"),
                assets.monthly_punctuality(byAirport.stream()),
                byAirport,
                assets.route_delays(DAY, flights),
                train(DAY),
                Staging.in(folder));

        assertThat(files.paths()).containsExactly("index.html");
        assertThat(Files.readString(files.path("index.html")))
                .contains("<h1>Punctuality in January 2001</h1>", "Chicago", "Tuesday, 2 January")
                .doesNotContain("http", "NaN", "null");
    }

    private DelayModel train(PartitionKey day) {
        try (var flights = assets.flights(day, new Observed("airline_drop"))) {
            return assets.delay_model(flights, AssetContext.forTest());
        }
    }

    private static Flight flight(String time, int delay, String origin, String destination) {
        return new Flight(LocalDateTime.parse("2001-01-02T" + time), delay, 500, origin, destination);
    }

    /** An upstream that is there and is not loaded. */
    private record Observed(String key) implements Upstream<Void> {

        @Override
        public Optional<DataVersion> dataVersion() {
            return Optional.empty();
        }

        @Override
        public List<PartitionKey> partitions() {
            return List.of();
        }

        @Override
        public Map<String, Object> metadata() {
            return Map.of();
        }

        @Override
        public Void load() {
            throw new UnsupportedOperationException(key + " is not loaded by these assets");
        }
    }
}
