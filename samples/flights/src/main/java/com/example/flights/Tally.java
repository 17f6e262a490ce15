package com.example.flights;

import java.util.stream.Collector;

/** Counts flights, late ones and minutes of delay. */
final class Tally {

    private int flights;
    private int late;
    private long minutes;

    /** Counts the flights of a stream. */
    static Collector<Flight, ?, Tally> ofFlights() {
        return Collector.of(Tally::new, Tally::add, Tally::plus);
    }

    /** Adds up what was counted by airport and day. */
    static Collector<AirportDelay, ?, Tally> ofAirportDelays() {
        return Collector.of(Tally::new, Tally::add, Tally::plus);
    }

    private void add(Flight flight) {
        flights++;
        late += flight.isLate() ? 1 : 0;
        minutes += flight.delay();
    }

    private void add(AirportDelay delay) {
        flights += delay.flights();
        late += delay.late();
        minutes += delay.delayMinutes();
    }

    private Tally plus(Tally other) {
        flights += other.flights;
        late += other.late;
        minutes += other.minutes;
        return this;
    }

    int flights() {
        return flights;
    }

    int late() {
        return late;
    }

    long minutes() {
        return minutes;
    }

    /** Returns the mean delay in minutes, to a hundredth; 0 without flights. */
    double meanDelay() {
        return flights == 0 ? 0 : Math.round(100.0 * minutes / flights) / 100.0;
    }

    /** Returns the part of the flights that was not late, in per cent, to a tenth; 100 without flights. */
    double onTimePercent() {
        return flights == 0 ? 100 : Math.round(1000.0 * (flights - late) / flights) / 10.0;
    }
}
