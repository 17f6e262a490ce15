package com.example.flights;

import static java.util.stream.Collectors.groupingBy;

import dev.weft.api.AllPartitions;
import dev.weft.api.Asset;
import dev.weft.api.AssetCheck;
import dev.weft.api.AssetContext;
import dev.weft.api.Assets;
import dev.weft.api.CheckResult;
import dev.weft.api.DataVersion;
import dev.weft.api.ExternalAsset;
import dev.weft.api.Files;
import dev.weft.api.PartitionKey;
import dev.weft.api.Provides;
import dev.weft.api.Staging;
import dev.weft.api.Upstream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The airline's nightly flight drop, turned into punctuality. */
@Assets(group = "flights")
class FlightAssets {

    private final FlightDrop drop;

    FlightAssets(FlightDrop drop) {
        this.drop = drop;
    }

    /** The folder that the environment names in {@code FLIGHTS_DROP}, else this project's own. */
    @Provides
    static FlightDrop flightDrop() {
        return FlightDrop.in(System.getenv());
    }

    /** The file that the airline leaves each night. */
    @ExternalAsset(owners = "team:airline")
    @FlightDays
    DataVersion airline_drop(PartitionKey day) {
        return drop.fingerprint(day);
    }

    /** The list of airports that lies beside the nightly files. */
    @ExternalAsset(owners = "team:airline")
    DataVersion airport_list() {
        return drop.airportsFingerprint();
    }

    /** One row per flight of the day: complete, possible, and only once. */
    @Asset(owners = "team:ops")
    @FlightDays
    Stream<Flight> flights(PartitionKey day, Upstream<?> airline_drop) {
        return drop.read(day).flatMap(row -> Flight.of(row).stream()).distinct();
    }

    /** A flight without an origin would be counted for no airport: such a day is not published. */
    @AssetCheck(blocking = true)
    CheckResult every_flight_has_an_origin(List<Flight> flights) {
        long without =
                flights.stream().filter(flight -> flight.origin().isBlank()).count();
        return CheckResult.of(without == 0, "%d of %d flights have no origin.".formatted(without, flights.size()))
                .with("flights", flights.size())
                .with("without origin", without);
    }

    /** Hardly a flight leaves a whole day late; somebody should look at those that do. */
    @AssetCheck
    CheckResult delays_are_plausible(List<Flight> flights) {
        long odd = flights.stream().filter(flight -> flight.delay() >= 24 * 60).count();
        var result = odd == 0 ? CheckResult.pass() : CheckResult.warn("Left a day late or more: %d.".formatted(odd));
        return result.with("a day late", odd);
    }

    /** The airports that the flights go to. */
    @Asset(owners = "team:ops")
    List<Airport> airports(Upstream<?> airport_list) {
        return drop.readAirports();
    }

    /** Delays by airport of origin and day. */
    @Asset(owners = "team:ops")
    @FlightDays
    List<AirportDelay> airport_delays(PartitionKey day, List<Flight> flights, List<Airport> airports) {
        var cities =
                airports.stream().collect(Collectors.toMap(Airport::iata, Airport::city, (first, second) -> first));
        var byOrigin = flights.stream().collect(groupingBy(Flight::origin, TreeMap::new, Tally.ofFlights()));
        return byOrigin.entrySet().stream()
                .map(entry -> {
                    var tally = entry.getValue();
                    return new AirportDelay(
                            LocalDate.parse(day.text()),
                            entry.getKey(),
                            cities.getOrDefault(entry.getKey(), entry.getKey()),
                            tally.flights(),
                            tally.late(),
                            tally.minutes(),
                            tally.meanDelay());
                })
                .toList();
    }

    /** Delays by route and day. */
    @Asset(owners = "team:ops")
    @FlightDays
    List<RouteDelay> route_delays(PartitionKey day, List<Flight> flights) {
        var byRoute = flights.stream().collect(groupingBy(Route::of, TreeMap::new, Tally.ofFlights()));
        return byRoute.entrySet().stream()
                .map(entry -> {
                    var route = entry.getKey();
                    var tally = entry.getValue();
                    return new RouteDelay(
                            LocalDate.parse(day.text()),
                            route.origin(),
                            route.destination(),
                            route.distance(),
                            tally.flights(),
                            tally.late(),
                            tally.minutes());
                })
                .toList();
    }

    /** Punctuality of a month by airport: the month's days arrive as one stream of rows. */
    @Asset(owners = "team:analysis")
    @FlightMonths
    List<Punctuality> monthly_punctuality(Stream<AirportDelay> airport_delays) {
        var cities = new HashMap<String, String>();
        var byAirport = airport_delays
                .peek(delay -> cities.put(delay.airport(), delay.city()))
                .collect(groupingBy(AirportDelay::airport, TreeMap::new, Tally.ofAirportDelays()));
        return byAirport.entrySet().stream()
                .map(entry -> {
                    var tally = entry.getValue();
                    return new Punctuality(
                            entry.getKey(),
                            cities.get(entry.getKey()),
                            tally.flights(),
                            tally.late(),
                            tally.onTimePercent(),
                            tally.meanDelay());
                })
                .sorted(Comparator.comparingInt(Punctuality::flights).reversed().thenComparing(Punctuality::airport))
                .toList();
    }

    /** How much delay to expect of a flight: a regression tree, grown on a part of all flights there are and tried on another. */
    @Asset(owners = "team:analysis")
    DelayModel delay_model(@AllPartitions Stream<Flight> flights, AssetContext context) {
        var model = DelayModel.train(flights);
        context.metadata("trained on", model.trainedOn());
        context.metadata("tried on", model.triedOn());
        context.metadata("R squared", model.rSquared());
        context.metadata("RMSE in minutes", model.rmse());
        return model;
    }

    /** A model that is no better than the mean delay of all flights is of no use: it is not published. */
    @AssetCheck(blocking = true)
    CheckResult the_model_beats_the_mean(DelayModel delay_model) {
        return CheckResult.of(
                        delay_model.rSquared() > 0,
                        "On flights that it has not seen, the model is no better than their mean.")
                .with("R squared", delay_model.rSquared());
    }

    /** A month's punctuality as a page to open in a browser. */
    @Asset(owners = "team:analysis")
    @FlightMonths
    Files punctuality_report(
            PartitionKey month,
            List<Punctuality> monthly_punctuality,
            List<AirportDelay> airport_delays,
            List<RouteDelay> route_delays,
            DelayModel delay_model,
            Staging out)
            throws IOException {
        var report = new PunctualityReport(month, monthly_punctuality, airport_delays, route_delays, delay_model);
        java.nio.file.Files.writeString(out.path("index.html"), report.html());
        return out.publish();
    }
}
