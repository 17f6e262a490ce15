package com.example.flights;

import java.util.Comparator;

/**
 * From where to where.
 *
 * @param origin IATA code
 * @param destination IATA code
 * @param distance miles
 */
record Route(String origin, String destination, int distance) implements Comparable<Route> {

    private static final Comparator<Route> ORDER = Comparator.comparing(Route::origin)
            .thenComparing(Route::destination)
            .thenComparing(Route::distance);

    static Route of(Flight flight) {
        return new Route(flight.origin(), flight.destination(), flight.distance());
    }

    @Override
    public int compareTo(Route other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return origin + " → " + destination;
    }
}
