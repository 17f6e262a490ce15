package dev.weft.io;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of a query, each column read by the getter that fits its type; the getters are chosen once. Only the columns that the record has are read. */
final class ResultSetCursor implements CellCursor {

    private static final int FETCH_SIZE = 2000;

    private final Connection connection;
    private final Statement statement;
    private final ResultSet results;
    private final @Nullable Getter[] getters;

    /** Reads one cell, null included. */
    private interface Getter {
        @Nullable
        Object get(ResultSet results) throws SQLException;
    }

    private ResultSetCursor(Connection connection, Statement statement, ResultSet results, @Nullable Getter[] getters) {
        this.connection = connection;
        this.statement = statement;
        this.results = results;
        this.getters = getters;
    }

    /**
     * Opens the rows of a relation. The connection is closed with the cursor, or where this fails.
     *
     * @param relation what stands after FROM
     * @param condition what stands after that, with a {@code ?} for each of {@code arguments}; may be empty
     */
    static ResultSetCursor of(
            Connection connection, String relation, String condition, List<?> arguments, RowType type, Object where)
            throws SQLException {
        boolean opened = false;
        try {
            var stored = columnTypes(connection, relation);
            var places = type.places(List.copyOf(stored.keySet()), where);
            var fields = type.fields();
            var selected = new ArrayList<String>();
            var at = new int[places.length];
            for (int i = 0; i < places.length; i++) {
                if (places[i] >= 0) {
                    selected.add(selected(fields.get(i), stored));
                    at[i] = selected.size();
                }
            }
            var list = selected.isEmpty() ? "1" : selected.stream().collect(Collectors.joining(", "));
            var statement = connection.prepareStatement("SELECT %s FROM %s %s".formatted(list, relation, condition));
            statement.setFetchSize(FETCH_SIZE);
            for (int i = 0; i < arguments.size(); i++) {
                statement.setObject(i + 1, arguments.get(i));
            }
            var results = statement.executeQuery();
            var meta = results.getMetaData();
            @Nullable Getter[] getters = new Getter[at.length];
            for (int i = 0; i < at.length; i++) {
                getters[i] = at[i] == 0 ? null : getter(fields.get(i).kind(), at[i], meta);
            }
            opened = true;
            return new ResultSetCursor(connection, statement, results, getters);
        } finally {
            if (!opened) {
                connection.close();
            }
        }
    }

    /** What is nested in a type of the database comes as JSON. */
    private static String selected(RowType.Field field, Map<String, String> stored) {
        var name = Duck.quoted(field.name());
        var type = stored.getOrDefault(field.name(), "");
        boolean nested = type.endsWith("]") || type.startsWith("STRUCT(") || type.startsWith("MAP(");
        return nested && field.kind() == CellKind.JSON ? "CAST(to_json(%s) AS VARCHAR)".formatted(name) : name;
    }

    /** Returns the types of a relation's columns by their names. */
    static Map<String, String> columnTypes(Connection connection, String relation) throws SQLException {
        try (var statement = connection.createStatement();
                var none = statement.executeQuery("SELECT * FROM %s WHERE 1 = 0".formatted(relation))) {
            var meta = none.getMetaData();
            var types = new LinkedHashMap<String, String>();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                types.put(meta.getColumnLabel(i), meta.getColumnTypeName(i));
            }
            return types;
        }
    }

    private static Getter getter(CellKind kind, int at, ResultSetMetaData meta) throws SQLException {
        boolean text = isText(meta.getColumnType(at));
        return switch (kind) {
            case BOOLEAN -> results -> orNull(results.getBoolean(at), results);
            case BYTE -> results -> orNull(results.getByte(at), results);
            case SHORT -> results -> orNull(results.getShort(at), results);
            case INT -> results -> orNull(results.getInt(at), results);
            case LONG -> results -> orNull(results.getLong(at), results);
            case FLOAT -> results -> orNull(results.getFloat(at), results);
            case DOUBLE -> results -> orNull(results.getDouble(at), results);
            case DECIMAL -> results -> decimal(results.getObject(at));
            case TEXT, JSON -> results -> results.getString(at);
            case DATE -> results -> results.getObject(at, LocalDate.class);
            case TIME ->
                text
                        ? results -> parsed(kind, results.getString(at))
                        : results -> results.getObject(at, LocalTime.class);
            case DATETIME ->
                text
                        ? results -> parsed(kind, results.getString(at))
                        : results -> results.getObject(at, LocalDateTime.class);
            case INSTANT -> instant(at, meta);
            case UUID -> results -> uuid(results.getObject(at));
            case BYTES -> results -> results.getBytes(at);
        };
    }

    private static boolean isText(int type) {
        return type == Types.VARCHAR || type == Types.LONGVARCHAR || type == Types.CHAR || type == Types.CLOB;
    }

    private static Getter instant(int at, ResultSetMetaData meta) throws SQLException {
        int type = meta.getColumnType(at);
        // PostgreSQL says so by the name only.
        if (type == Types.TIMESTAMP_WITH_TIMEZONE || meta.getColumnTypeName(at).equals("timestamptz")) {
            return results -> {
                var time = results.getObject(at, OffsetDateTime.class);
                return time == null ? null : time.toInstant();
            };
        }
        if (isText(type)) {
            return results -> {
                var text = results.getString(at);
                return text == null ? null : Instant.parse(text.replace(' ', 'T') + (text.endsWith("Z") ? "" : "Z"));
            };
        }
        return results -> {
            var time = results.getObject(at, LocalDateTime.class);
            return time == null ? null : time.toInstant(ZoneOffset.UTC);
        };
    }

    private static @Nullable Object orNull(Object value, ResultSet results) throws SQLException {
        return results.wasNull() ? null : value;
    }

    private static @Nullable Object decimal(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        return RowType.plain(value instanceof BigDecimal decimal ? decimal : new BigDecimal(value.toString()));
    }

    private static @Nullable Object parsed(CellKind kind, @Nullable String text) {
        return text == null ? null : CellText.parse(kind, text.replace(' ', 'T'));
    }

    private static @Nullable Object uuid(@Nullable Object value) {
        return value == null || value instanceof UUID ? value : UUID.fromString(value.toString());
    }

    @Override
    public boolean next() throws SQLException {
        return results.next();
    }

    @Override
    public void read(@Nullable Object[] cells) throws SQLException {
        for (int i = 0; i < getters.length; i++) {
            var getter = getters[i];
            cells[i] = getter == null ? null : getter.get(results);
        }
    }

    @Override
    public void close() {
        try {
            results.close();
            statement.close();
        } catch (SQLException e) {
            // the connection, which is closed next, takes both along
        }
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("Could not close a connection: " + e.getMessage(), e);
        }
    }
}
