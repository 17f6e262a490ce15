package com.example.orders;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;

/**
 * Plays the shop: makes its tables, and the orders of each day that is missing, the same ones for the same day on every machine. It is as untidy as real
 * ones are: statuses and countries in several spellings, customers without an address.
 */
final class SampleShop {

    private static final int CUSTOMERS = 400;
    private static final List<String> STATUSES = List.of("paid", "shipped", "SHIPPED", "new", "cancelled", "Cancelled ");
    private static final List<String> COUNTRIES = List.of("DE", "de", "AT", "CH", "NL", " nl", "");
    private static final List<String> CATEGORIES = List.of("books", "music", "garden");
    private static final List<String> NOUNS = List.of("atlas", "lamp", "record", "spade", "score", "almanac", "seeds", "globe");

    private SampleShop() {}

    /** Opens the shop up to and with a day. */
    static void open(DataSource database, LocalDate last) {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            makeTables(connection);
            for (var day = firstMissing(connection); !day.isAfter(last); day = day.plusDays(1)) {
                sell(connection, day);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("The sample shop could not be made: " + e.getMessage(), e);
        }
    }

    private static void makeTables(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var table : List.of(
                    "customer (id bigint primary key, email varchar(100), country varchar(10) not null, updated_at timestamp not null)",
                    "product (id bigint primary key, name varchar(100) not null, category varchar(20) not null, updated_at timestamp not null)",
                    "orders (id bigint primary key, customer_id bigint not null, placed_on date not null, placed_at timestamp not null, status varchar(20) not null, updated_at timestamp not null)",
                    "order_line (order_id bigint not null, product_id bigint not null, quantity int not null, price decimal(10, 2) not null, primary key (order_id, product_id))")) {
                statement.execute("create table if not exists " + table);
            }
            try (var products = statement.executeQuery("select count(*) from product")) {
                products.next();
                if (products.getLong(1) > 0) {
                    return;
                }
            }
        }
        var random = new Random(1);
        var start = LocalDate.parse(Days.FIRST).atStartOfDay();
        for (int id = 1; id <= CUSTOMERS; id++) {
            var email = random.nextInt(5) == 0 ? null : "customer" + id + "@example.com";
            insert(connection, "insert into customer values (?, ?, ?, ?)", id, email, any(COUNTRIES, random), start);
        }
        for (int id = 1; id <= 40; id++) {
            var name = any(NOUNS, random) + " " + id;
            insert(connection, "insert into product values (?, ?, ?, ?)", id, name, any(CATEGORIES, random), start);
        }
    }

    private static LocalDate firstMissing(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var last = statement.executeQuery("select max(placed_on) from orders")) {
            last.next();
            var day = last.getObject(1, LocalDate.class);
            return day == null ? LocalDate.parse(Days.FIRST) : day.plusDays(1);
        }
    }

    private static void sell(Connection connection, LocalDate day) throws SQLException {
        var random = new Random(day.toEpochDay());
        int orders = 80 + random.nextInt(60);
        for (int i = 1; i <= orders; i++) {
            long id = day.toEpochDay() * 1000 + i;
            var placed = day.atStartOfDay().plusSeconds(86_400L * i / (orders + 1));
            insert(
                    connection,
                    "insert into orders values (?, ?, ?, ?, ?, ?)",
                    id,
                    1 + random.nextInt(CUSTOMERS),
                    day,
                    placed,
                    any(STATUSES, random),
                    placed);
            int product = random.nextInt(10);
            for (int line = random.nextInt(3); line >= 0; line--) {
                product += 1 + random.nextInt(9);
                insert(
                        connection,
                        "insert into order_line values (?, ?, ?, ?)",
                        id,
                        product,
                        1 + random.nextInt(4),
                        BigDecimal.valueOf(199 + random.nextInt(5000), 2));
            }
        }
    }

    private static <T> T any(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static void insert(Connection connection, String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
