package com.example.flights;

import java.time.LocalDate;

/**
 * How late flights of a route left on a day.
 *
 * @param day the day
 * @param origin IATA code of the airport they left
 * @param destination IATA code of the airport they went to
 * @param distance miles
 * @param flights how many left
 * @param late how many of them left 15 minutes late or more
 * @param delayMinutes the sum of their delays; early ones count against it
 */
record RouteDelay(
        LocalDate day, String origin, String destination, int distance, int flights, int late, long delayMinutes) {}
