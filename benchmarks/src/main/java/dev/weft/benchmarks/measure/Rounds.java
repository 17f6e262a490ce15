package dev.weft.benchmarks.measure;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** Contenders that take turns, A B A B, for some rounds or as long as patience lasts. Whoever fails or takes too long sits out the rest. */
final class Rounds {

    private static final long SECONDS_TO_GIVE_UP = 20;

    private final List<Entry> entries;
    private final Patience patience;
    private final LongSupplier nanos;
    private final PrintStream progress;

    /** @param nanos tells the time, as {@link System#nanoTime} does */
    Rounds(List<Contender> contenders, Patience patience, LongSupplier nanos, PrintStream progress) {
        this.entries = contenders.stream().map(Entry::new).toList();
        this.patience = patience;
        this.nanos = nanos;
        this.progress = progress;
    }

    /** Makes the folder of a trial. */
    @FunctionalInterface
    interface Folders {
        Path fresh(String name) throws IOException;

        /** Takes away what a trial has left. */
        default void discard(Path folder) throws IOException {
            Bench.delete(folder);
        }
    }

    /** Plays up to so many rounds and returns what came out, one row for each contender. */
    List<Comparison.Row> play(int rounds, Folders folders) throws InterruptedException {
        long start = nanos.getAsLong();
        for (int round = 0; round < rounds; round++) {
            boolean late = round > 0
                    && nanos.getAsLong() - start > patience.comparison().toNanos();
            for (var entry : entries) {
                if (entry.takesPart(round) && !(late && entry.isSlowerThan(enough()))) {
                    turn(entry, folders);
                }
            }
        }
        return entries.stream().map(Entry::row).toList();
    }

    /** Returns how long trials may take that are repeated when patience is over: as long as those of the first contender, within reason. */
    private Duration enough() {
        var first = entries.get(0).longest();
        var most = patience.comparison().dividedBy(2);
        var bounded = first.compareTo(most) > 0 ? most : first;
        return bounded.compareTo(patience.quick()) > 0 ? bounded : patience.quick();
    }

    private void turn(Entry entry, Folders folders) throws InterruptedException {
        var name = entry.contender.name();
        try {
            var folder = folders.fresh(name);
            var sample = trial(entry.contender, folder);
            entry.samples.add(sample);
            progress.printf("    %-44s %9s s%n", name, Spread.number(sample.seconds()));
            folders.discard(folder);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            entry.failure = String.valueOf(e.getMessage());
            progress.printf("    %-44s failed: %s%n", name, e.getMessage());
        }
    }

    /** Runs a trial in a thread of its own, whose interrupt ends the processes that it started. */
    private Sample trial(Contender contender, Path folder) throws Exception {
        var result = new FutureTask<>(() -> contender.trial().run(folder));
        var thread = new Thread(result, "trial");
        thread.setDaemon(true);
        thread.start();
        try {
            return result.get(patience.trial().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            giveUp(result, thread);
            throw new IOException("given up after %s".formatted(words(patience.trial())), e);
        } catch (InterruptedException e) {
            giveUp(result, thread);
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw new IOException(String.valueOf(e.getCause()), e);
        }
    }

    private static void giveUp(FutureTask<Sample> result, Thread thread) throws InterruptedException {
        result.cancel(true);
        thread.join(TimeUnit.SECONDS.toMillis(SECONDS_TO_GIVE_UP));
    }

    private static String words(Duration duration) {
        return duration.toMinutes() > 0 ? duration.toMinutes() + " min" : duration.toMillis() + " ms";
    }

    /** A contender with what it has done so far. */
    private static final class Entry {
        private final Contender contender;
        private final List<Sample> samples = new ArrayList<>();
        private String failure;

        Entry(Contender contender) {
            this.contender = contender;
            this.failure = contender.missing().orElse("");
        }

        boolean takesPart(int round) {
            return failure.isEmpty() && round < contender.rounds();
        }

        Duration longest() {
            return samples.stream().map(Sample::whole).max(Duration::compareTo).orElse(Duration.ZERO);
        }

        boolean isSlowerThan(Duration limit) {
            return longest().compareTo(limit) > 0;
        }

        Comparison.Row row() {
            return new Comparison.Row(contender.name(), contender.size(), samples, failure);
        }
    }
}
