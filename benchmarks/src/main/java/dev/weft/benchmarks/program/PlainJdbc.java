package dev.weft.benchmarks.program;

import dev.weft.benchmarks.shape.GraphShape;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;

/**
 * What somebody would write by hand in place of an orchestrator, as a lower bound: a table of values, a loop over the graph, four threads with a
 * connection each. A step reads the values of its upstreams, adds them up, and writes its own in one durable transaction. No files, no versions, no
 * history, no second run that finds out what is done.
 *
 * <p>Arguments: a graph, and the address of an empty PostgreSQL database or {@code h2:} with a folder.
 */
public final class PlainJdbc implements AutoCloseable {

    private static final int THREADS = 4;

    private final GraphShape shape;
    private final boolean h2;
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();

    private PlainJdbc(GraphShape shape, String address) throws SQLException {
        this.shape = shape;
        this.h2 = address.startsWith("h2:");
        var url = h2 ? "jdbc:h2:file:" + Path.of(address.substring(3)).toAbsolutePath() + "/plain" : address;
        for (int i = 0; i < THREADS; i++) {
            var connection = DriverManager.getConnection(url, h2 ? "" : "postgres", h2 ? "" : "postgres");
            connection.setAutoCommit(false);
            idle.add(connection);
        }
    }

    public static void main(String[] arguments) throws SQLException, InterruptedException, ExecutionException {
        try (var plain = new PlainJdbc(GraphShape.of(arguments[0]), arguments[1])) {
            plain.make();
            long start = System.nanoTime();
            plain.run();
            System.out.printf(
                    "{\"run\": %.6f, \"steps\": %d}%n", (System.nanoTime() - start) / 1e9, plain.shape.size());
        }
    }

    private void make() throws SQLException {
        var connection = idle.getFirst();
        try (var statement = connection.createStatement()) {
            statement.execute("create table made (name varchar(200) primary key, number bigint, at timestamp)");
        }
        connection.commit();
    }

    private void run() throws InterruptedException, ExecutionException {
        Map<String, Integer> waitsFor = new HashMap<>();
        Map<String, List<String>> readBy = new HashMap<>();
        shape.upstreams().forEach((name, upstreams) -> {
            waitsFor.put(name, upstreams.size());
            upstreams.forEach(upstream ->
                    readBy.computeIfAbsent(upstream, key -> new ArrayList<>()).add(name));
        });
        var threads = Executors.newFixedThreadPool(THREADS);
        var steps = new ExecutorCompletionService<String>(threads);
        try {
            shape.upstreams().keySet().stream()
                    .filter(name -> waitsFor.getOrDefault(name, 0) == 0)
                    .forEach(name -> steps.submit(() -> step(name)));
            for (int done = 0; done < shape.size(); done++) {
                for (var next : readBy.getOrDefault(steps.take().get(), List.of())) {
                    if (waitsFor.merge(next, -1, Integer::sum) == 0) {
                        steps.submit(() -> step(next));
                    }
                }
            }
        } finally {
            threads.shutdown();
        }
    }

    private String step(String name) throws SQLException {
        var connection = borrow();
        try (var read = connection.prepareStatement("select number from made where name = ?");
                var write = connection.prepareStatement("insert into made values (?, ?, current_timestamp)")) {
            long sum = 1;
            for (var upstream : shape.upstreams().getOrDefault(name, List.of())) {
                read.setString(1, upstream);
                try (var rows = read.executeQuery()) {
                    rows.next();
                    sum += rows.getLong(1);
                }
            }
            write.setString(1, name);
            write.setLong(2, sum);
            write.executeUpdate();
            connection.commit();
            if (h2) {
                try (var statement = connection.createStatement()) {
                    // Its commit alone is not on the disk yet.
                    statement.execute("checkpoint sync");
                }
            }
            return name;
        } finally {
            give(connection);
        }
    }

    private Connection borrow() {
        synchronized (idle) {
            return idle.removeFirst();
        }
    }

    private void give(Connection connection) {
        synchronized (idle) {
            idle.addLast(connection);
        }
    }

    @Override
    public void close() throws SQLException {
        for (var connection : idle) {
            connection.close();
        }
    }
}
