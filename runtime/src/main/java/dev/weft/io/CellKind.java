package dev.weft.io;

import com.fasterxml.jackson.databind.JavaType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * What a cell is in every store, whatever the store calls it. A cell's value is null or: the box of its primitive, {@link BigDecimal} without an exponent,
 * {@link String} (also for {@link #JSON}), {@code byte[]}, {@link UUID}, or the class of {@code java.time} of the same name.
 */
enum CellKind {
    BOOLEAN,
    BYTE,
    SHORT,
    INT,
    LONG,
    FLOAT,
    DOUBLE,
    DECIMAL,
    TEXT,
    DATE,
    TIME,
    DATETIME,
    INSTANT,
    UUID,
    BYTES,
    /** Records, lists, maps and whatever else has no column type of its own. */
    JSON;

    private static final Map<Class<?>, CellKind> BY_CLASS = Map.ofEntries(
            Map.entry(boolean.class, BOOLEAN),
            Map.entry(Boolean.class, BOOLEAN),
            Map.entry(byte.class, BYTE),
            Map.entry(Byte.class, BYTE),
            Map.entry(short.class, SHORT),
            Map.entry(Short.class, SHORT),
            Map.entry(int.class, INT),
            Map.entry(Integer.class, INT),
            Map.entry(long.class, LONG),
            Map.entry(Long.class, LONG),
            Map.entry(float.class, FLOAT),
            Map.entry(Float.class, FLOAT),
            Map.entry(double.class, DOUBLE),
            Map.entry(Double.class, DOUBLE),
            Map.entry(BigDecimal.class, DECIMAL),
            Map.entry(LocalDate.class, DATE),
            Map.entry(LocalTime.class, TIME),
            Map.entry(LocalDateTime.class, DATETIME),
            Map.entry(Instant.class, INSTANT),
            Map.entry(UUID.class, UUID),
            Map.entry(byte[].class, BYTES),
            Map.entry(String.class, TEXT),
            Map.entry(char.class, TEXT),
            Map.entry(Character.class, TEXT),
            Map.entry(BigInteger.class, TEXT),
            Map.entry(Duration.class, TEXT),
            Map.entry(Period.class, TEXT),
            Map.entry(OffsetDateTime.class, TEXT),
            Map.entry(OffsetTime.class, TEXT),
            Map.entry(ZonedDateTime.class, TEXT),
            Map.entry(YearMonth.class, TEXT),
            Map.entry(MonthDay.class, TEXT),
            Map.entry(ZoneId.class, TEXT),
            Map.entry(ZoneOffset.class, TEXT),
            Map.entry(URI.class, TEXT),
            Map.entry(Locale.class, TEXT),
            Map.entry(Currency.class, TEXT));

    static CellKind of(JavaType type) {
        var raw = type.getRawClass();
        return raw.isEnum() ? TEXT : BY_CLASS.getOrDefault(raw, JSON);
    }
}
