package dev.weft.benchmarks.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A project whose values tell what they were made of: each asset without upstreams is new at each run, every other one is its own name over what it
 * read. Eight chains of six, joined in the middle and at the end.
 */
final class CrashProject {

    static final int CHAINS = 8;
    static final int LENGTH = 6;
    static final int ASSETS = CHAINS * LENGTH + 2;

    private CrashProject() {}

    static void writeTo(Path folder) throws IOException {
        var source = new StringBuilder("""
                import dev.weft.api.*;
                import java.util.UUID;

                @Assets
                public class Crash {
                """);
        for (int chain = 0; chain < CHAINS; chain++) {
            source.append(
                    "    @Asset String c%d_0() { return \"c%d_0:\" + UUID.randomUUID(); }\n".formatted(chain, chain));
            for (int i = 1; i < LENGTH; i++) {
                var name = "c%d_%d".formatted(chain, i);
                var upstream = "c%d_%d".formatted(chain, i - 1);
                source.append("    @Asset String %s(String %s) { return \"%s(\" + %s + \")\"; }\n"
                        .formatted(name, upstream, name, upstream));
            }
        }
        source.append(join("middle", LENGTH / 2))
                .append(join("end", LENGTH - 1))
                .append("}\n");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("Crash.java"), source);
    }

    private static String join(String name, int at) {
        var parameters = new StringBuilder();
        var values = new StringBuilder();
        for (int chain = 0; chain < CHAINS; chain++) {
            parameters.append(chain == 0 ? "" : ", ").append("String c%d_%d".formatted(chain, at));
            values.append(chain == 0 ? "" : " + \",\" + ").append("c%d_%d".formatted(chain, at));
        }
        return "    @Asset String %s(%s) { return \"%s(\" + %s + \")\"; }\n".formatted(name, parameters, name, values);
    }
}
