package com.example.flights;

import java.util.ArrayList;
import java.util.List;

/**
 * An airport that flights go to.
 *
 * @param iata its code of three letters
 * @param name its name
 * @param city the city it serves
 * @param state the state, two letters
 * @param latitude degrees north
 * @param longitude degrees east; negative in America
 */
record Airport(String iata, String name, String city, String state, double latitude, double longitude) {

    /** Reads a line of {@code iata,name,city,state,country,latitude,longitude}. */
    static Airport parse(String line) {
        var fields = fields(line);
        if (fields.size() != 7) {
            throw new IllegalArgumentException(
                    "An airport has 7 fields; found %d in \"%s\".".formatted(fields.size(), line));
        }
        return new Airport(
                fields.get(0),
                fields.get(1),
                fields.get(2),
                fields.get(3),
                Double.parseDouble(fields.get(5)),
                Double.parseDouble(fields.get(6)));
    }

    /** Splits at commas that are not between quotes. */
    private static List<String> fields(String line) {
        var fields = new ArrayList<String>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
