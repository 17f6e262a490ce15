package dev.weft.benchmarks.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/** Kills a materializing process very often: {@code benchmarks/run crash [KILLS] [FIRST SEED]}. */
public final class CrashMain {

    private static final int KILLS = 100;

    private CrashMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : KILLS;
        long first = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        var folder = Files.createTempDirectory("weft-crash");
        System.out.printf("%d kills of `weft materialize` in %s%n", kills, folder);
        int killed = 0;
        int acknowledged = 0;
        int cutOff = 0;
        var problems = new ArrayList<String>();
        var rounds = CrashRounds.in(folder);
        for (long seed = first; seed < first + kills; seed++) {
            var round = rounds.kill(seed);
            killed += round.killed() ? 1 : 0;
            acknowledged += round.acknowledged().size();
            cutOff += round.verdict().rest() > 0 ? 1 : 0;
            for (var problem : round.verdict().problems()) {
                problems.add("seed %d: %s".formatted(seed, problem));
                System.out.println(problems.get(problems.size() - 1));
            }
            if (seed % 10 == 0) {
                System.out.printf("  seed %d: %d acknowledged so far%n", seed, acknowledged);
            }
        }
        System.out.printf(
                "%d killed in the midst, %d acknowledged materializations, %d runs done from where they stopped: %d problems%n",
                killed, acknowledged, cutOff, problems.size());
        if (problems.isEmpty()) {
            delete(folder);
        }
        System.exit(problems.isEmpty() ? 0 : 1);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
