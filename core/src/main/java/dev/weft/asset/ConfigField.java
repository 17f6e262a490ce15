package dev.weft.asset;

import java.util.List;
import java.util.Optional;

/**
 * One value of a run's configuration, from a component of a {@code @Config} record.
 *
 * @param name the component's name
 * @param type its Java type
 * @param fallback what counts where nothing is given; empty for none
 * @param fields the fields of a nested record; empty otherwise
 */
public record ConfigField(String name, TypeRef type, Optional<String> fallback, List<ConfigField> fields) {

    public ConfigField {
        fields = List.copyOf(fields);
    }
}
