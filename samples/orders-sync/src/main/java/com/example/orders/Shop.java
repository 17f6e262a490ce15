package com.example.orders;

import dev.weft.api.DataVersion;
import dev.weft.api.PartitionKey;
import dev.weft.api.Secret;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The shop's database, from which we only read: a day's orders in the order of their numbers, row by row. */
final class Shop {

    private static final int FETCH_SIZE = 1000;

    private final DataSource database;

    Shop(DataSource database) {
        this.database = database;
    }

    static Shop of(ShopSettings settings) {
        var database = database(settings);
        if (settings.sample()) {
            SampleShop.open(database, LocalDate.now(java.time.ZoneId.of(Days.ZONE)).minusDays(1));
        }
        return new Shop(database);
    }

    private static DataSource database(ShopSettings settings) {
        var password = settings.password().map(Secret::reveal).orElse("");
        if (settings.url().startsWith("jdbc:postgresql:")) {
            var postgres = new PGSimpleDataSource();
            postgres.setUrl(settings.url());
            postgres.setUser(settings.user());
            postgres.setPassword(password);
            return postgres;
        }
        var h2 = new JdbcDataSource();
        h2.setURL(settings.url());
        h2.setUser(settings.user());
        h2.setPassword(password);
        return h2;
    }

    /** Identifies the orders of a day: another one, or one that was touched, makes another version. */
    DataVersion ordersOf(PartitionKey day) {
        return version("select count(*), max(updated_at) from orders where placed_on = ?", LocalDate.parse(day.text()));
    }

    DataVersion customersVersion() {
        return version("select count(*), max(updated_at) from customer");
    }

    DataVersion productsVersion() {
        return version("select count(*), max(updated_at) from product");
    }

    private DataVersion version(String sql, Object... arguments) {
        try (var rows = query(sql, row -> row.getLong(1) + " rows, " + row.getObject(2, LocalDateTime.class), arguments)) {
            return DataVersion.of(rows.findFirst().orElseThrow());
        }
    }

    Stream<Order> orders(LocalDate day) {
        return query(
                "select placed_on, id, customer_id, placed_at, status from orders where placed_on = ? order by id",
                row -> new Order(
                        row.getObject(1, LocalDate.class),
                        row.getLong(2),
                        row.getLong(3),
                        row.getObject(4, LocalDateTime.class),
                        row.getString(5)),
                day);
    }

    Stream<OrderLine> lines(LocalDate day) {
        return query(
                "select o.placed_on, l.order_id, l.product_id, l.quantity, l.price from order_line l"
                        + " join orders o on o.id = l.order_id where o.placed_on = ? order by l.order_id, l.product_id",
                row -> new OrderLine(
                        row.getObject(1, LocalDate.class),
                        row.getLong(2),
                        row.getLong(3),
                        row.getInt(4),
                        row.getBigDecimal(5)),
                day);
    }

    Stream<Customer> customers() {
        return query(
                "select id, email, country from customer order by id",
                row -> new Customer(row.getLong(1), Optional.ofNullable(row.getString(2)), row.getString(3)));
    }

    Stream<Product> products() {
        return query(
                "select id, name, category from product order by id",
                row -> new Product(row.getLong(1), row.getString(2), row.getString(3)));
    }

    /** Makes something of a row. */
    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Returns the rows as they are asked for; closing the stream closes the connection. */
    private <T> Stream<T> query(String sql, Reading<T> reading, Object... arguments) {
        try {
            var connection = database.getConnection();
            try {
                connection.setAutoCommit(false); // PostgreSQL streams inside of a transaction only
                connection.setReadOnly(true);
                var statement = connection.prepareStatement(sql);
                statement.setFetchSize(FETCH_SIZE);
                for (int i = 0; i < arguments.length; i++) {
                    statement.setObject(i + 1, arguments[i]);
                }
                var rows = statement.executeQuery();
                return StreamSupport.stream(new Rows<>(rows, reading), false).onClose(() -> close(connection));
            } catch (SQLException e) {
                close(connection);
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The shop's database did not answer: " + e.getMessage(), e);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("The shop's database could not be left: " + e.getMessage(), e);
        }
    }

    /** Rows of a query, one after the other. */
    private static final class Rows<T> extends Spliterators.AbstractSpliterator<T> {

        private final ResultSet rows;
        private final Reading<T> reading;

        Rows(ResultSet rows, Reading<T> reading) {
            super(Long.MAX_VALUE, ORDERED);
            this.rows = rows;
            this.reading = reading;
        }

        @Override
        public boolean tryAdvance(Consumer<? super T> action) {
            try {
                if (!rows.next()) {
                    return false;
                }
                action.accept(reading.of(rows));
                return true;
            } catch (SQLException e) {
                throw new IllegalStateException("The shop's database broke off: " + e.getMessage(), e);
            }
        }
    }
}
