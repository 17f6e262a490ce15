package dev.weft.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Where the databases differ. */
enum Dialect {
    H2 {
        @Override
        String upsert(String table, List<String> keys, List<String> others) {
            return "merge into %s (%s) key (%s) values (%s)"
                    .formatted(
                            table, columns(keys, others), String.join(", ", keys), marks(keys.size() + others.size()));
        }

        /** One process owns the catalog: what others held ended with them. */
        @Override
        String poolSlots() {
            return "select count(*) from pool_slot where pool = ? and owner_id = ?";
        }

        /** H2 shows and acknowledges a commit before it is on the disk; this forces it there. */
        @Override
        void force(Connection connection) throws SQLException {
            try (var statement = connection.createStatement()) {
                statement.execute("checkpoint sync");
            }
        }

        @Override
        void checkDurability(Connection connection) {}

        @Override
        boolean isConnectionLost(SQLException e) {
            return false;
        }
    },

    POSTGRES {
        @Override
        String upsert(String table, List<String> keys, List<String> others) {
            var updates =
                    others.stream().map(name -> name + " = excluded." + name).collect(Collectors.joining(", "));
            return "insert into %s (%s) values (%s) on conflict (%s) do %s"
                    .formatted(
                            table,
                            columns(keys, others),
                            marks(keys.size() + others.size()),
                            String.join(", ", keys),
                            others.isEmpty() ? "nothing" : "update set " + updates);
        }

        @Override
        String poolSlots() {
            return "select count(*) from pool_slot s left join owner o on o.id = s.owner_id where s.pool = ?"
                    + " and (s.owner_id = ? or %s)".formatted(ALIVE);
        }

        @Override
        void force(Connection connection) {}

        @Override
        void checkDurability(Connection connection) throws SQLException {
            for (var setting : List.of("fsync", "synchronous_commit")) {
                try (var statement = connection.createStatement();
                        var rows = statement.executeQuery("show " + setting)) {
                    rows.next();
                    if (rows.getString(1).equals("off")) {
                        throw new CatalogException(
                                "The PostgreSQL server of database %s has %s = off: it may lose what it has acknowledged. Set it to on and reload the server."
                                        .formatted(connection.getCatalog(), setting));
                    }
                }
            }
        }

        @Override
        boolean isConnectionLost(SQLException e) {
            var state = e.getSQLState();
            // 08: connection; 57P01 to 57P03: the server is being stopped or started.
            return state != null && (state.startsWith("08") || state.startsWith("57P0"));
        }
    };

    /**
     * Of a row {@code o} of {@code owner}: its lease holds. A server that was away for some minutes first gives those time to come back that were
     * there before.
     */
    static final String ALIVE = "(o.heartbeat >= current_timestamp - interval '30' second"
            + " or (o.heartbeat >= current_timestamp - interval '10' minute"
            + " and pg_postmaster_start_time() >= current_timestamp - interval '30' second))";

    /** Returns a statement that inserts a row, or replaces the one with the same keys; parameters in order: keys, others. */
    abstract String upsert(String table, List<String> keys, List<String> others);

    /** Returns a query for the number of a pool's slots that living processes hold; parameters in order: pool, own owner id. */
    abstract String poolSlots();

    /** Makes sure that what was committed survives a loss of power. */
    abstract void force(Connection connection) throws SQLException;

    /** Refuses a server that acknowledges before data is safe. */
    abstract void checkDurability(Connection connection) throws SQLException;

    /** Tells whether a failed statement may have been done or not, because its answer was lost. */
    abstract boolean isConnectionLost(SQLException e);

    private static String columns(List<String> keys, List<String> others) {
        return java.util.stream.Stream.concat(keys.stream(), others.stream()).collect(Collectors.joining(", "));
    }

    private static String marks(int count) {
        var marks = new String[count];
        Arrays.fill(marks, "?");
        return String.join(", ", marks);
    }
}
