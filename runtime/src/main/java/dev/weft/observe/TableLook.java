package dev.weft.observe;

import dev.weft.api.DataVersion;
import dev.weft.api.NotThereException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Types;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Locale;
import javax.sql.DataSource;

/** The version that a query tells of a table. */
final class TableLook {

    private static final int LONGEST_VERSION = 120;
    private static final int SHOWN = 200;
    /** PostgreSQL's state of a query that ran out of time. */
    private static final String CANCELLED = "57014";

    private TableLook() {}

    static DataVersion version(DataSource database, String query, Duration timeout) {
        try (var connection = connect(database, query)) {
            return asked(connection, query, timeout);
        } catch (SQLException e) {
            if (e instanceof SQLTimeoutException || CANCELLED.equals(e.getSQLState())) {
                throw new IllegalStateException(
                        "The query \"%s\" took longer than %d s. Ask something quicker, or give it more time."
                                .formatted(shown(query), timeout.toSeconds()),
                        e);
            }
            throw new IllegalStateException("The query \"%s\" failed: %s".formatted(shown(query), e.getMessage()), e);
        }
    }

    private static Connection connect(DataSource database, String query) {
        try {
            return database.getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The database of the query \"%s\" cannot be reached: %s".formatted(shown(query), e.getMessage()),
                    e);
        }
    }

    /** What a query would write is undone: looking changes nothing. */
    private static DataVersion asked(Connection connection, String query, Duration timeout) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.setQueryTimeout((int) Math.max(1, timeout.toSeconds()));
            try (var rows = statement.executeQuery(query)) {
                return read(rows, query);
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static DataVersion read(ResultSet rows, String query) throws SQLException {
        var columns = rows.getMetaData();
        if (!rows.next()) {
            throw new NotThereException("The query \"%s\" gives no row.".formatted(shown(query)));
        }
        var first = row(rows, columns, ", ");
        if (!rows.next()) {
            return first.length() <= LONGEST_VERSION && !first.isEmpty()
                    ? DataVersion.of(first)
                    : new ByteHash().add(first).version();
        }
        var hash = new ByteHash().add(first);
        do {
            hash.add(row(rows, columns, ", "));
        } while (rows.next());
        return hash.version();
    }

    private static String row(ResultSet rows, ResultSetMetaData columns, String between) throws SQLException {
        var text = new StringBuilder();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            text.append(column == 1 ? "" : between).append(cell(rows, columns, column));
        }
        return text.toString();
    }

    /** A moment is told in UTC: drivers print it in the zone of the process that asks. */
    private static String cell(ResultSet rows, ResultSetMetaData columns, int column) throws SQLException {
        int type = columns.getColumnType(column);
        var name = String.valueOf(columns.getColumnTypeName(column)).toLowerCase(Locale.ROOT);
        if (type == Types.TIMESTAMP_WITH_TIMEZONE || name.equals("timestamptz")) {
            var moment = rows.getObject(column, OffsetDateTime.class);
            return moment == null ? "null" : moment.toInstant().toString();
        }
        if (type == Types.BINARY || type == Types.VARBINARY || type == Types.LONGVARBINARY || type == Types.BLOB) {
            var bytes = rows.getBytes(column);
            return bytes == null ? "null" : HexFormat.of().formatHex(bytes);
        }
        return String.valueOf(rows.getString(column));
    }

    private static String shown(String query) {
        var line = query.strip().replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
