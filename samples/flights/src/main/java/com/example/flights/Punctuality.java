package com.example.flights;

/**
 * How punctual an airport was in a month.
 *
 * @param airport IATA code
 * @param city the city it serves
 * @param flights how many left
 * @param late how many of them left 15 minutes late or more
 * @param onTimePercent the part that was not late, 0 to 100
 * @param meanDelay minutes by flight
 */
record Punctuality(String airport, String city, int flights, int late, double onTimePercent, double meanDelay) {}
