package dev.weft.benchmarks.measure;

import java.util.OptionalDouble;

/**
 * What one small operation costs when it is done over and over in a warm process.
 *
 * @param name what is done
 * @param size to how much it is done, such as {@code 1000 rows}; may be empty
 * @param micros microseconds that one takes
 * @param bytes what one allocates, if that was looked at
 */
public record Operation(String name, String size, Spread micros, OptionalDouble bytes) {}
