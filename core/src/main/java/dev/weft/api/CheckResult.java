package dev.weft.api;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a check found.
 *
 * @param severity pass, warn or fail
 * @param message one sentence for people; may be empty
 * @param metadata numbers, texts and booleans that are recorded with the result, in their order
 */
public record CheckResult(Severity severity, String message, Map<String, Object> metadata) {

    public CheckResult {
        metadata = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    public static CheckResult pass() {
        return new CheckResult(Severity.PASS, "", Map.of());
    }

    public static CheckResult pass(String message) {
        return new CheckResult(Severity.PASS, message, Map.of());
    }

    public static CheckResult warn(String message) {
        return new CheckResult(Severity.WARN, message, Map.of());
    }

    public static CheckResult fail(String message) {
        return new CheckResult(Severity.FAIL, message, Map.of());
    }

    /** Passes if the condition holds, else fails with the message. */
    public static CheckResult of(boolean condition, String message) {
        return condition ? pass() : fail(message);
    }

    /**
     * Passes if {@code actual} differs from {@code expected} by at most {@code tolerance} of it, else fails.
     *
     * @param what the name of what is compared, such as {@code "rows"}
     * @param tolerance a part of {@code expected}: 0.1 allows ten per cent; not negative
     */
    public static CheckResult within(String what, double actual, double expected, double tolerance) {
        if (!(tolerance >= 0)) {
            throw new IllegalArgumentException("A tolerance is 0 or more; found %s.".formatted(tolerance));
        }
        boolean good = Math.abs(actual - expected) <= Math.abs(expected) * tolerance;
        var message = "%s: %s, expected %s within %s %%"
                .formatted(what, plain(actual), plain(expected), plain(tolerance * 100));
        return new CheckResult(good ? Severity.PASS : Severity.FAIL, message, Map.of())
                .with(what, actual)
                .with("expected", expected);
    }

    /** Returns this result with one more metadata entry: a number, a text or a boolean. */
    public CheckResult with(String name, Object value) {
        var more = new LinkedHashMap<>(metadata);
        more.put(name, value);
        return new CheckResult(severity, message, more);
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
