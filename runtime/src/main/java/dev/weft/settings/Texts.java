package dev.weft.settings;

import dev.weft.api.Secret;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns the text of a setting into a value of a plain type. */
final class Texts {

    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d+)(ms|s|m|h|d)");
    private static final Map<String, Function<Long, Duration>> UNITS = Map.of(
            "ms", Duration::ofMillis,
            "s", Duration::ofSeconds,
            "m", Duration::ofMinutes,
            "h", Duration::ofHours,
            "d", Duration::ofDays);

    private final Map<Class<?>, Type> types = new LinkedHashMap<>();

    /** How a type is read, and what it is in words for people. */
    private record Type(String words, Function<String, Object> reader) {}

    /** @param folder the folder that a relative path is relative to */
    Texts(Path folder) {
        add("text", text -> text, String.class);
        add("secret", Secret::of, Secret.class);
        add("whole number", Integer::valueOf, int.class, Integer.class);
        add("whole number", Long::valueOf, long.class, Long.class);
        add("whole number", Short::valueOf, short.class, Short.class);
        add("whole number", BigInteger::new, BigInteger.class);
        add("number", Double::valueOf, double.class, Double.class);
        add("number", Float::valueOf, float.class, Float.class);
        add("number", BigDecimal::new, BigDecimal.class);
        add("true or false", Texts::bool, boolean.class, Boolean.class);
        add("duration such as PT30S or 30s", Texts::duration, Duration.class);
        add("address (URI)", URI::create, URI.class);
        add("path", text -> folder.resolve(text).normalize(), Path.class);
        add("date such as 2024-05-31", LocalDate::parse, LocalDate.class);
        add("time such as 06:30", LocalTime::parse, LocalTime.class);
        add("date and time such as 2024-05-31T06:30", LocalDateTime::parse, LocalDateTime.class);
        add("moment such as 2024-05-31T06:30:00Z", Instant::parse, Instant.class);
        add("time zone such as Europe/Berlin", ZoneId::of, ZoneId.class);
    }

    private void add(String words, Function<String, Object> reader, Class<?>... classes) {
        for (var type : classes) {
            types.put(type, new Type(words, reader));
        }
    }

    boolean knows(Class<?> type) {
        return types.containsKey(type) || type.isEnum();
    }

    /** Returns what a text of the type should be, in words. */
    String words(Class<?> type) {
        return type.isEnum()
                ? "one of " + constants(type).collect(Collectors.joining(", "))
                : known(type).words();
    }

    /** @throws RuntimeException if the text is none; what it says may quote the text */
    Object read(String text, Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> SettingNames.canonical(((Enum<?>) constant).name())
                            .equals(SettingNames.canonical(text.strip())))
                    .findFirst()
                    .orElseThrow();
        }
        return known(type)
                .reader()
                .apply(type == String.class || type == Secret.class || type == Path.class ? text : text.strip());
    }

    /** Returns the text as a plain type writes it itself, {@code 5} for {@code 05}; unchanged for other types and where it is none. */
    static String normal(String text, String type) {
        var texts = new Texts(Path.of(""));
        return texts.types.keySet().stream()
                .filter(known -> known.getName().equals(type) && known != Path.class && known != Secret.class)
                .findFirst()
                .map(known -> {
                    try {
                        return texts.read(text, known).toString();
                    } catch (RuntimeException e) {
                        return text;
                    }
                })
                .orElse(text);
    }

    private Type known(Class<?> type) {
        return Objects.requireNonNull(types.get(type), "asked for a type that is not known: this is a bug");
    }

    private static java.util.stream.Stream<String> constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(constant -> ((Enum<?>) constant).name());
    }

    private static Boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    private static Duration duration(String text) {
        var matcher = SHORT_DURATION.matcher(text);
        return matcher.matches()
                ? Objects.requireNonNull(UNITS.get(matcher.group(2))).apply(Long.valueOf(matcher.group(1)))
                : Duration.parse(text);
    }
}
