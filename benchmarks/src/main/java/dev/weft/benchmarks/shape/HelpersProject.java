package dev.weft.benchmarks.shape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A project whose assets lean on helpers, as real ones do: each makes rows through a lambda and a chain of three helpers, of which the last is in a
 * class that all share. A hundred assets to a class, a class of helpers to each.
 */
public final class HelpersProject {

    private static final int ASSETS_OF_A_CLASS = 100;
    private static final int HELPERS_OF_A_CLASS = 20;

    private HelpersProject() {}

    /** Writes the sources into a folder; compiling them is left to Weft. */
    public static void write(Path folder, int assets) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("Shared.java"), """
                class Shared {
                    static final double FACTOR = 1.5;
                    static double scale(double value) { return Math.rint(value * FACTOR); }
                }
                """);
        for (int from = 0; from < assets; from += ASSETS_OF_A_CLASS) {
            int number = from / ASSETS_OF_A_CLASS;
            Files.writeString(
                    folder.resolve("Assets%d.java".formatted(number)),
                    assets(number, Math.min(assets - from, ASSETS_OF_A_CLASS)));
            Files.writeString(folder.resolve("Helpers%d.java".formatted(number)), helpers(number));
        }
    }

    private static String assets(int number, int count) {
        var text = new StringBuilder("""
                import dev.weft.api.Asset;
                import dev.weft.api.Assets;
                import java.util.List;
                import java.util.stream.Stream;

                @Assets(group = "g%1$d")
                class Assets%1$d {
                    record Row(String name, double value) {}

                """.formatted(number));
        for (int i = 0; i < count; i++) {
            var upstream = i == 0 ? "" : "List<Row> a%d_%d".formatted(number, i - 1);
            text.append("""
                        @Asset
                        List<Row> a%1$d_%2$d(%3$s) {
                            return Stream.of("x", "y%2$d").map(name -> new Row(name, Helpers%1$d.first%4$d(%2$d))).toList();
                        }
                    """.formatted(number, i, upstream, i % HELPERS_OF_A_CLASS));
        }
        return text.append("}\n").toString();
    }

    private static String helpers(int number) {
        var text = new StringBuilder("class Helpers%d {\n".formatted(number));
        for (int i = 0; i < HELPERS_OF_A_CLASS; i++) {
            text.append("""
                        static double first%1$d(double value) { return second%1$d(value) + %1$d; }
                        static double second%1$d(double value) { return Shared.scale(value); }
                    """.formatted(i));
        }
        return text.append("}\n").toString();
    }
}
