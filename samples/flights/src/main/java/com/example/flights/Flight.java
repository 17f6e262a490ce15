package com.example.flights;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * One flight that left.
 *
 * @param departure when it left, local time of the origin
 * @param delay minutes behind the timetable; negative: early
 * @param distance miles
 * @param origin IATA code of the airport it left
 * @param destination IATA code of the airport it went to
 */
record Flight(LocalDateTime departure, int delay, int distance, String origin, String destination) {

    /** From how many minutes on the US Department of Transportation calls a flight late. */
    static final int LATE_FROM_MINUTES = 15;

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /** Reads a row of the drop; empty if the row lacks a value or says something impossible. */
    static Optional<Flight> of(DropRow row) {
        try {
            var flight = new Flight(
                    LocalDateTime.parse(row.date(), MINUTE),
                    Integer.parseInt(row.delay()),
                    Integer.parseInt(row.distance()),
                    row.origin(),
                    row.destination());
            return Optional.of(flight).filter(Flight::isPossible);
        } catch (DateTimeParseException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private boolean isPossible() {
        return distance > 0 && !destination.isBlank() && !origin.equals(destination);
    }

    boolean isLate() {
        return delay >= LATE_FROM_MINUTES;
    }
}
