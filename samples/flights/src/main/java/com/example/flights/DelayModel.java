package com.example.flights;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.stream.Stream;
import org.hipparchus.stat.regression.MillerUpdatingRegression;

/**
 * A linear regression that says how much delay to expect of a flight.
 *
 * @param flights how many flights it was trained on
 * @param base minutes for a flight of no length at four in the morning of a working day
 * @param perHour minutes more for each hour since four in the morning
 * @param perHundredMiles minutes more for each hundred miles
 * @param onWeekends minutes more on Saturdays and Sundays
 * @param explained the part of the variance that it explains (R squared), 0 to 1
 */
record DelayModel(
        long flights, double base, double perHour, double perHundredMiles, double onWeekends, double explained) {

    private static final int FIRST_MINUTE = 4 * 60;
    private static final int MINUTES_A_DAY = 24 * 60;

    /** Trains on flights, one at a time, in the order they come. */
    static DelayModel train(Stream<Flight> flights) {
        var regression = new MillerUpdatingRegression(3, true);
        flights.forEachOrdered(
                flight -> regression.addObservation(features(flight.departure(), flight.distance()), flight.delay()));
        if (regression.getN() < 10) {
            throw new IllegalArgumentException(
                    "A model needs 10 flights or more; found %d.".formatted(regression.getN()));
        }
        var fit = regression.regress();
        return new DelayModel(
                fit.getN(),
                rounded(fit.getParameterEstimate(0)),
                rounded(fit.getParameterEstimate(1)),
                rounded(fit.getParameterEstimate(2)),
                rounded(fit.getParameterEstimate(3)),
                rounded(fit.getRSquared()));
    }

    /** Returns the minutes of delay to expect. */
    double expectedDelay(LocalDateTime departure, int distance) {
        var x = features(departure, distance);
        return base + perHour * x[0] + perHundredMiles * x[1] + onWeekends * x[2];
    }

    private static double[] features(LocalDateTime departure, int distance) {
        int minute = departure.getHour() * 60 + departure.getMinute();
        var day = departure.getDayOfWeek();
        boolean weekend = day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
        return new double[] {
            Math.floorMod(minute - FIRST_MINUTE, MINUTES_A_DAY) / 60.0, distance / 100.0, weekend ? 1 : 0
        };
    }

    /** Six digits are far more than the data bear; they keep the value the same on every machine. */
    private static double rounded(double value) {
        return Math.round(value * 1e6) / 1e6;
    }
}
