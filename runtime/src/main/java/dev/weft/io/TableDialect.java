package dev.weft.io;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What differs between databases that keep assets as tables. */
interface TableDialect extends AutoCloseable {

    /** Returns a label such as {@code duckdb}. */
    String kind();

    /** Returns where the tables are, for people; without a password. */
    String place();

    /** Opens a connection that commits by itself; the caller closes it. */
    Connection connect();

    /** Makes of a new connection one that reads a single moment, streaming. */
    void readOneMoment(Connection connection) throws SQLException;

    /** Returns a name with its schema, quoted. */
    String qualified(String table);

    /** Returns the schema of the tables. */
    String schema();

    /** Returns the longest name of a table, in bytes. */
    int longestName();

    /** Makes the schema if there is none. */
    void prepare(Connection connection) throws SQLException;

    /** Makes an empty table for rows and returns what fills it. The connection belongs to the sink from now on. */
    RowSink sink(Connection connection, String table, RowType type, Object where) throws SQLException;

    /** Returns the type that holds what columns of both types hold; empty if there is none to which this database changes a column. */
    Optional<String> wider(String there, String wanted);

    /** Tells whether the failure means that another transaction was faster, and trying again may help. */
    boolean isConflict(SQLException e);

    @Override
    void close();
}
