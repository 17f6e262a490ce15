package dev.weft.benchmarks.shape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a graph as the sources of a Weft project: a folder of Java files that Weft compiles itself, a hundred assets to a class. */
public final class WeftProject {

    private static final int ASSETS_OF_A_CLASS = 100;

    private WeftProject() {}

    /** What the assets make. */
    public enum Values {
        /** A whole number each, computed of those they read; stored as JSON. */
        NUMBERS,
        /** Nothing that Weft stores: assets that only wait for those they read. */
        NONE,
        /** Nothing that Weft stores, for each day of a year, with an explicit code version each. */
        DAYS
    }

    /** Writes the sources into a folder. */
    public static void write(Path folder, GraphShape shape, Values values) throws IOException {
        Files.createDirectories(folder);
        var assets = new ArrayList<>(shape.upstreams().entrySet());
        for (int from = 0; from < assets.size(); from += ASSETS_OF_A_CLASS) {
            var name = "Assets%d".formatted(from / ASSETS_OF_A_CLASS);
            var part = assets.subList(from, Math.min(from + ASSETS_OF_A_CLASS, assets.size()));
            Files.writeString(folder.resolve(name + ".java"), source(name, part, values));
        }
    }

    private static String source(String name, List<Map.Entry<String, List<String>>> assets, Values values) {
        return """
                import dev.weft.api.Asset;
                import dev.weft.api.Assets;
                import dev.weft.api.DailyPartitions;
                import dev.weft.api.PartitionKey;
                import dev.weft.api.Upstream;

                @Assets(group = "%s")
                class %s {

                %s}
                """.formatted(
                        name.toLowerCase(java.util.Locale.ROOT),
                        name,
                        assets.stream()
                                .map(asset -> switch (values) {
                                    case NUMBERS -> number(asset.getKey(), asset.getValue());
                                    case NONE -> nothing(asset.getKey(), asset.getValue());
                                    case DAYS -> daily(asset.getKey(), asset.getValue());
                                })
                                .collect(Collectors.joining("\n")));
    }

    private static String number(String name, List<String> upstreams) {
        return """
                    @Asset
                    int %s(%s) {
                        return 1%s;
                    }
                """.formatted(
                        name,
                        upstreams.stream().map(upstream -> "int " + upstream).collect(Collectors.joining(", ")),
                        upstreams.stream().map(upstream -> " + " + upstream).collect(Collectors.joining()));
    }

    private static String daily(String name, List<String> upstreams) {
        return """
                    @Asset(codeVersion = "1")
                    @DailyPartitions(start = "2023-01-01", end = "2024-01-01")
                    void %s(PartitionKey day%s) {}
                """.formatted(
                name,
                upstreams.stream().map(upstream -> ", Upstream<?> " + upstream).collect(Collectors.joining()));
    }

    private static String nothing(String name, List<String> upstreams) {
        return """
                    @Asset(deterministic = true)
                    void %s(%s) {}
                """.formatted(
                name,
                upstreams.stream().map(upstream -> "Upstream<?> " + upstream).collect(Collectors.joining(", ")));
    }
}
