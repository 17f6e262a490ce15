package com.example.flights;

/** A row of the drop as the airline wrote it: nothing is promised about the texts. */
record DropRow(String date, String delay, String distance, String origin, String destination) {

    /** Splits a line; missing fields at its end are empty texts. */
    static DropRow parse(String line) {
        var fields = line.split(",", -1);
        return new DropRow(field(fields, 0), field(fields, 1), field(fields, 2), field(fields, 3), field(fields, 4));
    }

    private static String field(String[] fields, int index) {
        return index < fields.length ? fields[index].strip() : "";
    }
}
