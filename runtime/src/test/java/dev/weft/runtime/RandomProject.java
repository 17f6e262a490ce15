package dev.weft.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.discovery.Index;
import dev.weft.graph.AssetGraph;
import dev.weft.processor.WeftProcessor;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** A user's project, written by chance: its source is compiled as a user's build does. */
final class RandomProject {

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    private static final StandardJavaFileManager FILES =
            COMPILER.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);

    private final Random random;
    private final List<Asset> assets = new ArrayList<>();
    private final StringBuilder source = new StringBuilder();

    private RandomProject(Random random) {
        this.random = random;
    }

    /** How an asset is sliced. */
    private enum Slices {
        NONE(""),
        REGIONS("@StaticPartitions({\"eu\", \"us\"}) "),
        DAYS("@DailyPartitions(start = \"2024-05-01\") ");

        private final String annotation;

        Slices(String annotation) {
            this.annotation = annotation;
        }
    }

    private enum Kind {
        EXTERNAL,
        MADE,
        VIEW,
        VIEW_ELSEWHERE
    }

    private record Asset(String name, Slices slices, Kind kind) {}

    /** A parameter, and how the body hands it over. */
    private record Reads(String declaration, String name) {}

    /** Returns the source of a class with so many assets and some checks. */
    static String source(Random random, int size) {
        var project = new RandomProject(random);
        project.source.append(
                "import dev.weft.api.*;\nimport dev.weft.runtime.Acts;\nimport java.util.*;\n\n@Assets\npublic class Made {\n");
        for (int i = 0; i < size; i++) {
            project.add("a" + (char) ('a' + i));
        }
        return project.source.append("}\n").toString();
    }

    private void add(String name) {
        var slices = Slices.values()[random.nextInt(4) % 3 == 0 ? random.nextInt(2) : 2];
        if (assets.isEmpty() || random.nextInt(6) == 0) {
            source.append("    @ExternalAsset %sDataVersion %s(%s) { return Acts.look(\"%s\", %s); }\n"
                    .formatted(slices.annotation, name, own(slices), name, partition(slices)));
            assets.add(new Asset(name, slices, Kind.EXTERNAL));
            return;
        }
        var reads = new ArrayList<Reads>();
        for (int k = random.nextInt(4); k > 0; k--) {
            var upstream = assets.get(random.nextInt(assets.size()));
            if (reads.stream().noneMatch(one -> one.name().equals(upstream.name()))) {
                reads.add(reads(upstream, slices));
            }
        }
        int chance = random.nextInt(10);
        if (chance < 2 && !reads.isEmpty()) {
            source.append(
                    "    @Asset(virtual = true) %s%s\n".formatted(slices.annotation, method(name, slices, reads)));
            assets.add(new Asset(name, slices, Kind.VIEW));
        } else if (chance == 2 && !reads.isEmpty()) {
            source.append("    @Asset(virtual = true) %svoid %s(%s) {}\n"
                    .formatted(slices.annotation, name, parameters(reads)));
            assets.add(new Asset(name, slices, Kind.VIEW_ELSEWHERE));
        } else if (chance == 3) {
            both(name, slices, reads);
        } else {
            var own = named(name);
            if (slices == Slices.DAYS && random.nextInt(4) == 0) {
                reads.add(new Reads("@Previous Optional<Integer> " + own, own));
            }
            source.append("    @Asset %s%s\n".formatted(slices.annotation, method(own, slices, reads)));
            assets.add(new Asset(own, slices, Kind.MADE));
            check(own);
        }
    }

    /** Returns the name of an asset: of some it says that they may return nothing. */
    private String named(String name) {
        return random.nextInt(4) == 0 ? name + Acts.PERHAPS : name;
    }

    private static String type(String name) {
        return Acts.mayReturnNothing(name) ? "Optional<Integer>" : "int";
    }

    /** Two assets of one method. */
    private void both(String name, Slices slices, List<Reads> reads) {
        var one = named(name);
        var other = named(name + "_2");
        source.append(
                "    @Outputs record Both_%s(%s %s, %s %s) {}\n".formatted(name, type(one), one, type(other), other));
        source.append("    @Asset %sBoth_%s both_%s(%s) { return new Both_%s(%s, %s); }\n"
                .formatted(
                        slices.annotation,
                        name,
                        name,
                        own(slices) + (own(slices).isEmpty() || reads.isEmpty() ? "" : ", ") + parameters(reads),
                        name,
                        call(one, slices, reads),
                        call(other, slices, reads)));
        for (var each : List.of(one, other)) {
            assets.add(new Asset(each, slices, Kind.MADE));
            check(each);
        }
    }

    private void check(String name) {
        if (random.nextInt(4) == 0) {
            source.append(
                    "    @AssetCheck(blocking = true) CheckResult not_zero_%s(int %s) { return Acts.check(%s); }\n"
                            .formatted(name, name, name));
        }
    }

    private static String method(String name, Slices slices, List<Reads> reads) {
        var own = own(slices);
        return "%s %s(%s%s%s) { return %s; }"
                .formatted(
                        type(name),
                        name,
                        own,
                        own.isEmpty() || reads.isEmpty() ? "" : ", ",
                        parameters(reads),
                        call(name, slices, reads));
    }

    private static String own(Slices slices) {
        return slices == Slices.NONE ? "" : "PartitionKey own";
    }

    private static String partition(Slices slices) {
        return slices == Slices.NONE ? "Optional.empty()" : "Optional.of(own)";
    }

    private static String parameters(List<Reads> reads) {
        return reads.stream().map(Reads::declaration).collect(Collectors.joining(", "));
    }

    private static String call(String name, Slices slices, List<Reads> reads) {
        return "Acts.%s(\"%s\", %s%s)"
                .formatted(
                        Acts.mayReturnNothing(name) ? "perhaps" : "make",
                        name,
                        partition(slices),
                        reads.stream().map(one -> ", " + one.name()).collect(Collectors.joining()));
    }

    private Reads reads(Asset upstream, Slices own) {
        boolean handle = upstream.kind() == Kind.EXTERNAL || upstream.kind() == Kind.VIEW_ELSEWHERE;
        var one = handle ? "Upstream<?>" : "int";
        var several = handle ? "Upstream<?>" : "Map<PartitionKey, Integer>";
        var name = upstream.name();
        if (upstream.slices() == Slices.NONE) {
            return new Reads("%s %s".formatted(one, name), name);
        }
        if (upstream.slices() != own) {
            return random.nextBoolean()
                    ? new Reads("@AllPartitions %s %s".formatted(several, name), name)
                    : new Reads("@LastPartition %s %s".formatted(one, name), name);
        }
        if (own == Slices.DAYS && !handle) {
            return switch (random.nextInt(4)) {
                case 0 -> new Reads("@Window(from = -2, to = 0) %s %s".formatted(several, name), name);
                case 1 -> new Reads("@Previous Optional<Integer> " + name, name);
                default -> new Reads("%s %s".formatted(one, name), name);
            };
        }
        return new Reads("%s %s".formatted(one, name), name);
    }

    /** Compiles the source and reads what it declares. */
    static AssetGraph compile(String source, Path classes) {
        try {
            FILES.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            FILES.setLocationFromPaths(
                    StandardLocation.CLASS_PATH, List.of(placeOf(dev.weft.api.Assets.class), placeOf(Acts.class)));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        var messages = new StringWriter();
        var file = new SimpleJavaFileObject(URI.create("string:///Made.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        var task = COMPILER.getTask(messages, FILES, null, List.of(), null, List.of(file));
        task.setProcessors(List.of(new WeftProcessor()));
        assertThat(task.call()).as("compiles: %s\n%s", messages, source).isTrue();
        var definitions = Index.read(List.of(classes), "made").definitions();
        return AssetGraph.of(definitions.assets(), definitions.checks());
    }

    static URLClassLoader loader(Path classes) {
        try {
            return new URLClassLoader(new URL[] {classes.toUri().toURL()}, Acts.class.getClassLoader());
        } catch (java.net.MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path placeOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
