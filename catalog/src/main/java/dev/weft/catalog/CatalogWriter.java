package dev.weft.catalog;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes: it takes what is pending, decides and writes all of it in one transaction, forces that to the disk, and then lets
 * the futures complete on a second thread, in order. Any thread may call {@link #submit}; what hangs on a future must not block for long, since
 * the next futures wait for it.
 */
final class CatalogWriter implements AutoCloseable {

    private static final int LARGEST_GROUP = 2000;
    /** How long a group that has more than one command already waits for more. */
    private static final Duration LINGER = Duration.ofMillis(1);

    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    /** How long a server may be away before what waits for it fails. */
    static final Duration RECONNECT = Duration.ofMinutes(5);

    private final CatalogSettings settings;
    private final Owner owner;
    private final LinkedBlockingQueue<Command<?>> queue = new LinkedBlockingQueue<>();
    private final Command<Boolean> stop = new Command<>(new Needs(), false, set -> true);
    /** Held by the writer from a commit until it is forced: a reader that begins under it sees nothing that could still be lost. */
    private final ReentrantReadWriteLock durability = new ReentrantReadWriteLock();

    private final ExecutorService answers;
    private final Thread thread;
    private Session session;
    private long lastHeartbeat = System.nanoTime();
    private boolean registered;
    private volatile long durable;
    private volatile boolean closed;
    private volatile @Nullable CatalogException broken;

    CatalogWriter(CatalogSettings settings, Owner owner, Session session) throws SQLException {
        this.settings = settings;
        this.owner = owner;
        this.session = session;
        this.answers = Executors.newSingleThreadExecutor(task -> daemon(task, "weft-catalog-answers"));
        this.thread = daemon(this::work, "weft-catalog-writer");
        session.connection().setAutoCommit(false);
        session.each("select seq from counter where name = 'event'", List.of(), row -> durable = row.getLong(1));
        session.connection().commit();
        thread.start();
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Something to decide and write. */
    static final class Command<R> {

        private final Needs needs;
        private final boolean alone;
        private final Decision<R> decision;
        private final CompletableFuture<R> future = new CompletableFuture<>();
        private @Nullable R result;

        Command(Needs needs, boolean alone, Decision<R> decision) {
            this.needs = needs;
            this.alone = alone;
            this.decision = decision;
        }

        private void decide(WorkingSet set) throws SQLException {
            result = decision.decide(set);
        }

        private void complete() {
            future.complete(result);
        }
    }

    /** Decides on a command over what is known, and adds events for it. */
    interface Decision<R> {
        R decide(WorkingSet set) throws SQLException;
    }

    /** Whose process this is, for leases. */
    record Owner(String id, long pid, String command) {}

    long durable() {
        return durable;
    }

    ReentrantReadWriteLock.ReadLock durableReads() {
        return durability.readLock();
    }

    <R> CompletableFuture<R> submit(Needs needs, Decision<R> decision) {
        return submit(new Command<>(needs, false, decision));
    }

    /** Runs a decision in a transaction of its own. */
    <R> CompletableFuture<R> submitAlone(Decision<R> decision) {
        return submit(new Command<>(new Needs(), true, decision));
    }

    private <R> CompletableFuture<R> submit(Command<R> command) {
        if (closed) {
            return CompletableFuture.failedFuture(new CatalogException(
                    "The catalog %s is closed; nothing more can be recorded.".formatted(settings.place())));
        }
        queue.add(command);
        return command.future;
    }

    private void work() {
        boolean more = true;
        while (more) {
            try {
                var group = nextGroup();
                more = !group.remove(stop);
                if (!group.isEmpty()) {
                    write(group);
                }
                beat();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                more = false;
            }
        }
        failAll(new ArrayList<>(queue), new CatalogException("The catalog %s is closed.".formatted(settings.place())));
        answers.shutdown();
    }

    private List<Command<?>> nextGroup() throws InterruptedException {
        var group = new ArrayList<Command<?>>();
        var first = queue.poll(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            return group;
        }
        group.add(first);
        queue.drainTo(group, LARGEST_GROUP);
        if (group.size() > 1 && !group.contains(stop)) {
            LockSupport.parkNanos(LINGER.toNanos());
            queue.drainTo(group, LARGEST_GROUP);
        }
        return group;
    }

    private void write(List<Command<?>> group) throws InterruptedException {
        var together = new ArrayList<Command<?>>();
        for (var command : group) {
            if (command.alone) {
                writeTogether(together);
                together.clear();
                writeTogether(List.of(command));
            } else {
                together.add(command);
            }
        }
        writeTogether(together);
    }

    /** Writes a group in one transaction; if it fails for any reason but a broken database, each of its commands alone. */
    private void writeTogether(List<Command<?>> group) throws InterruptedException {
        if (group.isEmpty()) {
            return;
        }
        if (broken != null) {
            failAll(group, broken);
            return;
        }
        try {
            transact(group);
            var done = List.copyOf(group);
            answers.execute(() -> done.forEach(Command::complete));
        } catch (SQLException | RuntimeException e) {
            if (broken != null) {
                failAll(group, broken);
            } else if (group.size() == 1) {
                failAll(group, refused(e));
            } else {
                for (var command : group) {
                    writeTogether(List.of(command));
                }
            }
        } catch (Error e) {
            breakDown("it met an error that it does not know", e);
            failAll(group, java.util.Objects.requireNonNull(broken));
        }
    }

    private CatalogException refused(Exception e) {
        return e instanceof CatalogException known
                ? known
                : new CatalogException(
                        "The catalog %s could not record a command: %s. Nothing of it was recorded."
                                .formatted(settings.place(), e.getMessage()),
                        e);
    }

    private void failAll(List<Command<?>> commands, CatalogException reason) {
        var failed = List.copyOf(commands);
        answers.execute(() -> failed.forEach(command -> command.future.completeExceptionally(reason)));
    }

    private void transact(List<Command<?>> group) throws SQLException, InterruptedException {
        WorkingSet unknown = null;
        while (true) {
            WorkingSet set = null;
            try {
                if (unknown != null && isRecorded(unknown)) {
                    registered |= unknown.registers;
                    return;
                }
                unknown = null;
                set = prepare(group);
                if (set.isEmpty() && !group.get(0).alone) {
                    session.connection().commit();
                } else {
                    set.flush();
                    commit(set);
                }
                registered |= set.registers;
                return;
            } catch (SQLException e) {
                if (!session.dialect().isConnectionLost(e)) {
                    rollback(e);
                    throw e;
                }
                unknown = set == null ? unknown : set;
                reconnect(e);
            } catch (RuntimeException e) {
                rollback(e);
                throw e;
            }
        }
    }

    private WorkingSet prepare(List<Command<?>> group) throws SQLException {
        var set = new WorkingSet(
                session, lockCounter(), Session.micros(settings.clock().instant()));
        var needs = new Needs();
        group.forEach(command -> needs.add(command.needs));
        set.load(needs);
        set.loadPools(needs.pools, owner.id());
        for (var command : group) {
            command.decide(set);
        }
        return set;
    }

    private long lockCounter() throws SQLException {
        return session.list("select seq from counter where name = 'event' for update", List.of(), row -> row.getLong(1))
                .get(0);
    }

    private void commit(WorkingSet set) throws SQLException {
        durability.writeLock().lock();
        try {
            fault(set, Faults.Moment.WRITTEN);
            session.connection().commit();
            fault(set, Faults.Moment.UNFORCED);
            session.dialect().force(session.connection());
            durable = set.sequence();
        } catch (SQLException e) {
            if (!session.dialect().isConnectionLost(e)) {
                breakDown("what it wrote could not be forced to the disk", e);
            }
            throw e;
        } finally {
            durability.writeLock().unlock();
        }
    }

    private static void fault(WorkingSet set, Faults.Moment moment) {
        if (set.publishes) {
            Faults.at(moment);
        }
    }

    private void breakDown(String why, Throwable e) {
        broken = new CatalogException(
                "The catalog %s takes no more writes: %s (%s). End this process, check the disk, and start it again."
                        .formatted(settings.place(), why, e.getMessage()),
                e);
        log().error("{}", broken.getMessage());
    }

    private void rollback(Exception cause) {
        try {
            session.connection().rollback();
        } catch (SQLException e) {
            e.addSuppressed(cause);
            if (session.dialect() == Dialect.H2) {
                breakDown("a transaction could not be undone", e);
            }
        }
    }

    /** Connects again, with growing pauses. */
    private void reconnect(SQLException cause) throws InterruptedException {
        log().warn("The connection to {} was lost; connecting again: {}", settings.place(), cause.getMessage());
        long deadline = System.nanoTime() + RECONNECT.toNanos();
        long pause = 50;
        while (System.nanoTime() < deadline) {
            try {
                closeQuietly(session);
                session = Session.open(settings);
                session.connection().setAutoCommit(false);
                return;
            } catch (SQLException e) {
                TimeUnit.MILLISECONDS.sleep(pause);
                pause = Math.min(pause * 2, 5000);
            }
        }
        breakDown("its server could not be reached again for %d s".formatted(RECONNECT.toSeconds()), cause);
        throw new CatalogException("The catalog %s is out of reach.".formatted(settings.place()), cause);
    }

    /** Tries to have a connection for the next heartbeat; a lease that expires meanwhile is taken over rightly. */
    private void connectOnce() {
        closeQuietly(session);
        try {
            session = Session.open(settings);
            session.connection().setAutoCommit(false);
            lastHeartbeat = System.nanoTime() - HEARTBEAT.toNanos();
        } catch (SQLException e) {
            log().debug("{} is still out of reach: {}", settings.place(), e.getMessage());
        }
    }

    private static void closeQuietly(Session session) {
        try {
            session.close();
        } catch (SQLException e) {
            log().debug("A broken connection did not close: {}", e.getMessage());
        }
    }

    /** Finds out whether a transaction whose answer was lost was committed; the counter's lock waits for its end first. */
    private boolean isRecorded(WorkingSet set) throws SQLException {
        var event = set.firstEvent();
        if (event == null) {
            return false;
        }
        lockCounter();
        boolean found = !session.list("select seq from event where id = ?", List.of(event), row -> row.getLong(1))
                .isEmpty();
        session.connection().commit();
        if (found) {
            durable = Math.max(durable, set.sequence());
        }
        return found;
    }

    /** Says that this process lives, once it has runs; called in a run's first transaction. */
    void register(WorkingSet set) throws SQLException {
        if (!registered && !set.registers) {
            set.session().update("delete from owner where id = ?", owner.id());
            set.session()
                    .update(
                            "insert into owner (id, pid, command, heartbeat) values (?, ?, ?, current_timestamp)",
                            owner.id(),
                            owner.pid(),
                            owner.command());
            set.registers = true;
        }
    }

    private void beat() {
        if (!registered
                || broken != null
                || session.dialect() == Dialect.H2
                || System.nanoTime() - lastHeartbeat < HEARTBEAT.toNanos()) {
            return;
        }
        lastHeartbeat = System.nanoTime();
        try {
            session.update("update owner set heartbeat = current_timestamp where id = ?", owner.id());
            session.connection().commit();
        } catch (SQLException e) {
            log().warn("The lease at {} could not be renewed: {}", settings.place(), e.getMessage());
            if (session.dialect().isConnectionLost(e)) {
                connectOnce();
            } else {
                rollback(e);
            }
        }
    }

    /** Returns the writer's connection for what closes the database; after {@link #close} only. */
    Session session() {
        return session;
    }

    boolean isBroken() {
        return broken != null;
    }

    /** Writes what is pending, then stops. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        queue.add(stop);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        giveUpLease();
    }

    private void giveUpLease() {
        if (registered && broken == null) {
            try {
                session.update("update owner set heartbeat = timestamp '1970-01-01 00:00:00' where id = ?", owner.id());
                session.connection().commit();
            } catch (SQLException e) {
                log().debug("The lease at {} was not given up: {}", settings.place(), e.getMessage());
            }
        }
    }

    /** Made when there is something to say: most commands say nothing. */
    private static Logger log() {
        return LoggerFactory.getLogger(CatalogWriter.class);
    }
}
