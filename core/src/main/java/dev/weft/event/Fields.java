package dev.weft.event;

import dev.weft.asset.AssetPartition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields of an object that was read. */
record Fields(Map<?, ?> map) {

    static Fields of(@Nullable Object value) {
        return new Fields(value instanceof Map<?, ?> map ? map : Map.of());
    }

    String text(String name) {
        return optional(name).orElse("");
    }

    Optional<String> optional(String name) {
        return map.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    long number(String name) {
        return optionalNumber(name).orElse(0);
    }

    OptionalLong optionalNumber(String name) {
        return map.get(name) instanceof Number number ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(map.get(name));
    }

    <E extends Enum<E>> E word(String name, Class<E> type) {
        return Enum.valueOf(type, text(name).toUpperCase(Locale.ROOT));
    }

    Fields object(String name) {
        return of(map.get(name));
    }

    AssetPartition assetPartition(String name) {
        return EventParts.assetPartition(object(name));
    }

    List<?> list(String name) {
        return map.get(name) instanceof List<?> list ? list : List.of();
    }

    Stream<Fields> objects(String name) {
        return list(name).stream().map(Fields::of);
    }

    Map<String, Object> map(String name) {
        var copy = new LinkedHashMap<String, Object>();
        object(name).map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }

    Map<String, String> texts(String name) {
        var copy = new LinkedHashMap<String, String>();
        object(name).map.forEach((key, value) -> copy.put(String.valueOf(key), String.valueOf(value)));
        return copy;
    }
}
