package dev.weft.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;

/** Connections that only read: each read sees one moment, and nothing that is not durable yet. */
final class Readers implements AutoCloseable {

    private static final int IDLE = 4;

    private final CatalogSettings settings;
    private final CatalogWriter writer;
    private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    Readers(CatalogSettings settings, CatalogWriter writer) {
        this.settings = settings;
        this.writer = writer;
    }

    /** A question. */
    interface Read<R> {
        R read(Session session) throws SQLException;
    }

    <R> R read(Read<R> read) {
        if (closed) {
            throw new CatalogException("The catalog %s is closed.".formatted(settings.describe()));
        }
        try {
            return readPatiently(read);
        } catch (SQLException e) {
            throw new CatalogException(
                    "The catalog %s cannot be read: %s".formatted(settings.describe(), e.getMessage()), e);
        }
    }

    /** A server that goes away is waited for, as the writer does. */
    private <R> R readPatiently(Read<R> read) throws SQLException {
        long deadline = System.nanoTime() + CatalogWriter.RECONNECT.toNanos();
        long pause = 50;
        while (true) {
            try {
                return readOnce(read);
            } catch (SQLException e) {
                if (!Dialect.POSTGRES.isConnectionLost(e) || !settings.isPostgres() || System.nanoTime() > deadline) {
                    throw e;
                }
                try {
                    TimeUnit.MILLISECONDS.sleep(pause);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw e;
                }
                pause = Math.min(pause * 2, 5000);
            }
        }
    }

    private <R> R readOnce(Read<R> read) throws SQLException {
        var free = idle.pollFirst();
        try {
            return readBy(free == null ? newReader() : free, read);
        } catch (SQLException e) {
            // A connection that was idle may have been cut meanwhile.
            if (free == null || !free.dialect().isConnectionLost(e)) {
                throw e;
            }
            idle.clear();
            return readBy(newReader(), read);
        }
    }

    private Session newReader() throws SQLException {
        var session = Session.open(settings);
        session.connection().setAutoCommit(false);
        session.connection().setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        return session;
    }

    private <R> R readBy(Session session, Read<R> read) throws SQLException {
        boolean fine = false;
        try {
            var lockOfReads = writer.durableReads();
            lockOfReads.lock();
            try {
                // The first statement fixes what this transaction sees.
                session.each("select seq from counter", List.of(), row -> {});
            } finally {
                lockOfReads.unlock();
            }
            var result = read.read(session);
            session.connection().commit();
            fine = true;
            return result;
        } finally {
            if (!fine || closed || idle.size() >= IDLE) {
                session.close();
            } else {
                idle.addFirst(session);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        closed = true;
        for (var session = idle.pollFirst(); session != null; session = idle.pollFirst()) {
            session.close();
        }
    }
}
