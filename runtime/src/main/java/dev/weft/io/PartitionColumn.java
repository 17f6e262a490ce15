package dev.weft.io;

import dev.weft.api.PartitionKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The column by which a table tells its partitions.
 *
 * @param name its name; empty if the asset has no partitions
 * @param kind what it holds: a component of the rows as it is, or the key's text where the store adds it
 * @param added whether the store adds it to the rows
 * @param key the partition at hand
 */
record PartitionColumn(String name, CellKind kind, boolean added, Optional<PartitionKey> key) {

    static final Map<String, CellKind> KINDS = Map.of(
            "java.lang.String", CellKind.TEXT,
            "java.time.LocalDate", CellKind.DATE,
            "int", CellKind.INT,
            "java.lang.Integer", CellKind.INT,
            "long", CellKind.LONG,
            "java.lang.Long", CellKind.LONG);

    private static final String ADDED = "_weft_partition";

    static PartitionColumn of(String declared, Optional<PartitionKey> key, RowType type) {
        if (key.isEmpty()) {
            return new PartitionColumn("", CellKind.TEXT, false, key);
        }
        var name = declared.isEmpty() ? ADDED : declared;
        return type.fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .map(field -> new PartitionColumn(name, field.kind(), false, key))
                .orElseGet(() -> new PartitionColumn(name, CellKind.TEXT, true, key));
    }

    /** Returns the key as the column holds it. */
    Object value() {
        var text = key.orElseThrow().text();
        try {
            return CellText.parse(kind, text);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "The partition %s cannot stand in column \"%s\", which is %s. Let the store add a column: give partitionColumn a name that the rows do not have."
                            .formatted(text, name, kind),
                    e);
        }
    }

    /** Returns what stands after a table's name to get the partition's rows. */
    String condition() {
        return name.isEmpty() ? "" : "WHERE %s = ?".formatted(Duck.quoted(name));
    }

    List<Object> arguments() {
        return name.isEmpty() ? List.of() : List.of(value());
    }

    /** Returns a sink that takes rows of this partition only. */
    RowSink guard(RowSink sink, RowType type, Object where) {
        int at = added || name.isEmpty() ? -1 : type.names().indexOf(name);
        if (at < 0) {
            return sink;
        }
        var expected = value();
        return new RowSink() {
            @Override
            public void add(@Nullable Object[] cells) {
                if (!expected.equals(cells[at])) {
                    throw new IllegalArgumentException(
                            "A row of %s has \"%s\" = %s: it belongs to another partition. Leave it out, or set the column to %s."
                                    .formatted(where, name, cells[at], expected));
                }
                sink.add(cells);
            }

            @Override
            public long finish() {
                return sink.finish();
            }

            @Override
            public void close() {
                sink.close();
            }
        };
    }

    /** Returns the value as SQL says it. */
    String literal() {
        var value = value();
        return switch (kind) {
            case INT, LONG -> value.toString();
            case DATE -> "DATE " + Duck.literal(value.toString());
            default -> Duck.literal(value.toString());
        };
    }
}
