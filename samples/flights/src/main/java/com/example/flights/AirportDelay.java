package com.example.flights;

import java.time.LocalDate;

/**
 * How late flights left an airport on a day.
 *
 * @param day the day
 * @param airport IATA code
 * @param city the city it serves; the code where the list of airports does not know it
 * @param flights how many left
 * @param late how many of them left 15 minutes late or more
 * @param delayMinutes the sum of their delays; early ones count against it
 * @param meanDelay minutes by flight
 */
record AirportDelay(
        LocalDate day, String airport, String city, int flights, int late, long delayMinutes, double meanDelay) {}
