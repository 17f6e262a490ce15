package dev.weft.json;

import org.jspecify.annotations.Nullable;

/** Where in a text a value stands, such as {@code assets[2].key}; written out only for an error, since each value that is read has one. */
final class JsonPlace {

    /** The text itself. */
    static final JsonPlace TEXT = new JsonPlace(null, "", 0);

    private final @Nullable JsonPlace parent;
    private final @Nullable String field;
    private final int index;

    private JsonPlace(@Nullable JsonPlace parent, @Nullable String field, int index) {
        this.parent = parent;
        this.field = field;
        this.index = index;
    }

    JsonPlace field(String name) {
        return new JsonPlace(this, name, 0);
    }

    JsonPlace element(int number) {
        return new JsonPlace(this, null, number);
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        addTo(text);
        return text.isEmpty() ? "the text" : text.toString();
    }

    private void addTo(StringBuilder text) {
        if (parent != null) {
            parent.addTo(text);
        }
        if (field == null) {
            text.append('[').append(index).append(']');
        } else {
            text.append(text.isEmpty() ? "" : ".").append(field);
        }
    }
}
