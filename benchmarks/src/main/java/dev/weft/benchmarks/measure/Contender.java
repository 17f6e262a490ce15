package dev.weft.benchmarks.measure;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Who does the work, and how it is started.
 *
 * @param name as the table says it
 * @param size how many units of work (steps, assets, rows) a trial does
 * @param rounds in how many rounds it takes part; a slow peer may sit some out
 * @param missing why it cannot take part; empty if it can
 * @param trial one trial
 */
public record Contender(String name, long size, int rounds, Optional<String> missing, Trial trial) {

    /** Does the work once. */
    @FunctionalInterface
    public interface Trial {
        /**
         * Does the work once and says what it cost.
         *
         * @param fresh an empty folder of this trial's own
         */
        Sample run(Path fresh) throws Exception;
    }

    /** Returns one that takes part in every round. */
    public static Contender of(String name, long size, Trial trial) {
        return new Contender(name, size, Integer.MAX_VALUE, Optional.empty(), trial);
    }

    /** Returns one that cannot take part. */
    public static Contender missing(String name, String why) {
        return new Contender(name, 1, 0, Optional.of(why), fresh -> {
            throw new IllegalStateException(why);
        });
    }

    public Contender rounds(int most) {
        return new Contender(name, size, most, missing, trial);
    }
}
