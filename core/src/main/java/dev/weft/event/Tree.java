package dev.weft.event;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The fields of an object that is being written. */
record Tree(Map<String, Object> fields) {

    Tree() {
        this(new LinkedHashMap<>());
    }

    Tree put(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    Tree put(String name, Optional<?> value) {
        value.ifPresent(some -> fields.put(name, some));
        return this;
    }
}
