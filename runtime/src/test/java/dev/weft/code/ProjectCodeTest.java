package dev.weft.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.asset.AssetKey;
import dev.weft.asset.CodeVersion;
import dev.weft.plan.CodeChange;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectCodeTest {

    private static final String HELPER = """
            package com.acme;
            class Cleaning {
                static String trim(String text) { return text.trim(); }
                static String trim(String text, int n) { return trim(text).substring(n); }
                static String twice(String text) { return trim(text) + trim(text, 0); }
            }
            """;
    private static final String ASSETS = """
            package com.acme;
            import dev.weft.api.*;
            @Assets
            class Texts {
                @Asset String cleaned() { return Cleaning.twice(" a "); }
                @Asset int other() { return 1; }
                @Asset String found() throws Exception { return Class.forName("x.Y").getName(); }
                @Asset @DependsOnCode(Cleaning.class) String said() throws Exception { return Class.forName("x.Y").getName(); }
                @Asset(codeVersion = "7") String fixed() { return "x"; }
            }
            """;

    @TempDir
    private Path folder;

    private final Map<String, String> remembered = new HashMap<>();
    private final CodeMemory memory = new CodeMemory() {
        @Override
        public Map<String, String> texts(Collection<String> ids) {
            return ids.stream().filter(remembered::containsKey).collect(Collectors.toMap(id -> id, remembered::get));
        }

        @Override
        public void keep(Map<String, String> texts) {
            remembered.putAll(texts);
        }
    };
    private Build build;

    @BeforeEach
    void compile() throws IOException {
        build = new Build(folder, List.of()).compile(sources(HELPER));
    }

    private static Map<String, String> sources(String helper) {
        return Map.of("com/acme/Cleaning.java", helper, "com/acme/Texts.java", ASSETS);
    }

    @Test
    void namesTheMethodsThatChanged() throws IOException {
        var asset = build.graph().get(AssetKey.parse("cleaned"));
        var first = build.code(memory);
        first.remember(List.of(asset));
        var from = first.versionOf(asset);

        build.compile(
                sources(HELPER.replace("text.trim()", "text.strip()").replace("substring(n)", "substring(n + 1)")));

        assertThat(build.code(memory).changesSince(asset, from))
                .extracting(CodeChange::place)
                .containsExactly("Cleaning.trim(String)", "Cleaning.trim(String, int)");
        assertThat(build.code(memory).changesSince(asset, from).get(0).sentence())
                .matches("Cleaning\\.trim\\(String\\) changed \\([0-9a-f]{4} → [0-9a-f]{4}\\)");
    }

    @Test
    void namesWhatIsNewAndWhatIsNoLongerUsed() throws IOException {
        var asset = build.graph().get(AssetKey.parse("cleaned"));
        var first = build.code(memory);
        first.remember(List.of(asset));
        var from = first.versionOf(asset);

        build.compile(sources(HELPER.replace("+ trim(text, 0)", "+ more()")
                .replace("class Cleaning {", "class Cleaning {\nstatic String more() { return \"\"; }")));

        assertThat(build.code(memory).changesSince(asset, from).stream()
                        .map(CodeChange::sentence)
                        .map(sentence -> sentence.replaceAll("\\b[0-9a-f]{4}\\b", "#")))
                .containsExactly(
                        "Cleaning.twice changed (# → #)", "Cleaning.more added (#)", "Cleaning.trim no longer used");
    }

    @Test
    void anUnknownVersionHasNoExplanation() {
        var asset = build.graph().get(AssetKey.parse("cleaned"));

        assertThat(build.code(memory).changesSince(asset, CodeVersion.of("unknown")))
                .isEmpty();
    }

    @Test
    void saysWhereCodeIsLookedUpByName() {
        var graph = build.graph();
        var code = build.code(memory);

        assertThat(code.lookedUpBy(graph.get(AssetKey.parse("found")))).containsExactly("Texts.found");
        assertThat(code.lookedUpBy(graph.get(AssetKey.parse("said")))).isEmpty();
        assertThat(code.lookedUpBy(graph.get(AssetKey.parse("cleaned")))).isEmpty();
    }

    @Test
    void recordsTheCompilerExceptOfExplicitVersions() {
        var graph = build.graph();
        var code = build.code(memory);

        assertThat(code.compilerOf(graph.get(AssetKey.parse("cleaned"))))
                .isEqualTo("javac " + Runtime.version().feature());
        assertThat(code.compilerOf(graph.get(AssetKey.parse("fixed")))).isEmpty();
    }

    @Test
    void debugInformationAndASecondBuildChangeNothing() throws IOException {
        var before = build.versions();

        var bare = new Build(folder.resolve("bare"), List.of()).compile(sources(HELPER), "-g:none", "-parameters");
        var again = new Build(folder.resolve("again"), List.of()).compile(sources(HELPER), "-g");

        assertThat(bare.versions()).isEqualTo(before);
        assertThat(again.versions()).isEqualTo(before);
    }

    @Test
    void anotherCompilerIsTold() throws IOException, InterruptedException {
        var other = otherJdk();
        assumeTrue(other.isPresent(), "no second JDK is installed beside " + System.getProperty("java.home"));
        var sources = Files.createDirectories(folder.resolve("src"));
        for (var source : sources(HELPER).entrySet()) {
            var file = sources.resolve(source.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
        }
        var there = new Build(folder.resolve("there"), List.of());
        Files.createDirectories(there.classes());
        var command = new ArrayList<>(List.of(
                other.orElseThrow().resolve("bin/javac").toString(),
                "--release",
                "17",
                "-d",
                there.classes().toString()));
        var processor = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(place -> !place.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
        command.addAll(List.of("-classpath", processor, "-processor", "dev.weft.processor.WeftProcessor"));
        try (var walk = Files.walk(sources)) {
            walk.filter(Files::isRegularFile).forEach(file -> command.add(file.toString()));
        }
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();

        var asset = there.graph().get(AssetKey.parse("cleaned"));

        assertThat(there.code(memory).compilerOf(asset))
                .startsWith("javac ")
                .isNotEqualTo("javac " + Runtime.version().feature());
    }

    private static Optional<Path> otherJdk() throws IOException {
        var places = Stream.of("/usr/lib/jvm", "/opt/java", "/Library/Java/JavaVirtualMachines")
                .map(Path::of)
                .filter(Files::isDirectory)
                .toList();
        for (var place : places) {
            try (var homes = Files.list(place)) {
                for (var home : homes.sorted().toList()) {
                    if (Files.isExecutable(home.resolve("bin/javac")) && isOther(home)) {
                        return Optional.of(home);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOther(Path home) throws IOException {
        var release = home.resolve("release");
        return Files.exists(release)
                && Files.readAllLines(release).stream()
                        .filter(line -> line.startsWith("JAVA_VERSION="))
                        .map(line -> line.replaceAll("[^0-9]+", " ").strip().split(" ", 2)[0])
                        .anyMatch(feature -> Integer.parseInt(feature) > 16
                                && Integer.parseInt(feature)
                                        != Runtime.version().feature());
    }

    @Test
    void whatIsKeptIsUsedUntilAFileChanges() throws IOException {
        var before = build.versions();
        var kept = folder.resolve(".weft/code-versions");
        var time = Files.getLastModifiedTime(kept);

        assertThat(build.versions()).isEqualTo(before);
        assertThat(Files.getLastModifiedTime(kept)).isEqualTo(time);

        build.compile(sources(HELPER.replace("text.trim()", "text.strip()")));

        assertThat(build.versions().assets().get("cleaned"))
                .isNotEqualTo(before.assets().get("cleaned"));
    }

    @Test
    void aClassFileThatKeepsItsSizeAndTimeIsSeenToChange() throws IOException {
        var before = build.versions();
        var file = build.classes().resolve("com/acme/Cleaning.class");
        var time = Files.getLastModifiedTime(file);
        long size = Files.size(file);

        build.compile(sources(HELPER.replace("substring(n)", "substring(0)")));
        Files.setLastModifiedTime(file, time);

        assertThat(Files.size(file))
                .as("the edit keeps the size, so that only the time of change differs")
                .isBetween(size - 8, size + 8);
        assertThat(build.versions().assets().get("cleaned"))
                .isNotEqualTo(before.assets().get("cleaned"));
    }

    @Test
    void aDamagedFileIsIgnoredAndWrittenAnew() throws IOException {
        var before = build.versions();
        for (var name : List.of("code-versions", "code-graph")) {
            var kept = folder.resolve(".weft").resolve(name);
            var bytes = Files.readAllBytes(kept);
            for (int cut : new int[] {0, 1, bytes.length / 2, bytes.length - 1}) {
                Files.write(kept, java.util.Arrays.copyOf(bytes, cut));
                assertThat(build.versions()).isEqualTo(before);
            }
            bytes[bytes.length / 2] ^= 1;
            Files.write(kept, bytes);
            assertThat(build.versions()).isEqualTo(before);
            build.code(memory).remember(build.graph().assets());
        }
    }

    @Test
    void aFolderThatCannotBeWrittenOnlyCostsTime() throws IOException {
        var before = build.versions();
        try (var files = Files.list(folder.resolve(".weft"))) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder.resolve(".weft"));
        Files.writeString(folder.resolve(".weft"), "not a folder");

        assertThat(build.versions()).isEqualTo(before);
    }

    @Test
    void aThinAndAFatJarGiveTheVersionsOfTheFolder() throws IOException {
        var before = build.versions();
        var library = new Build(folder.resolve("lib"), List.of())
                .compile(Map.of("org/other/Thing.java", "package org.other; public class Thing {}"));

        var thin = Build.jar(folder.resolve("app.jar"), build.classes(), "com.acme:app:1");
        assertThat(build.versions(build.code(thin))).isEqualTo(before);

        copy(library.classes(), build.classes());
        var fat = Build.jar(folder.resolve("fat.jar"), build.classes(), "com.acme:app:1", "org.other:thing:2");
        assertThat(build.versions(build.code(fat))).isEqualTo(before);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var walk = Files.walk(from)) {
            for (var file : walk.filter(Files::isRegularFile).toList()) {
                var target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    @Test
    void aJarOfTheProjectsGroupIsReadAndOneOfAnotherCountsByItsVersion() throws IOException {
        Files.writeString(
                folder.resolve("pom.xml"),
                "<project><parent><groupId>com.acme</groupId></parent><artifactId>app</artifactId></project>");
        var user = Map.of("com/user/Uses.java", """
                package com.user;
                import dev.weft.api.*;
                @Assets class Uses { @Asset String used() { return org.lib.Lib.text(); } }
                """);
        for (var group : List.of("com.acme", "org.lib")) {
            var one = library(group, "\"a\"");
            var app = new Build(folder.resolve("."), List.of(one)).compile(user);
            var before = app.versions().assets();

            var other = library(group, "\"b\"");
            var after =
                    new Build(folder.resolve("."), List.of(other)).versions().assets();

            assertThat(Objects.equals(before.get("used"), after.get("used")))
                    .as(group)
                    .isEqualTo(group.equals("org.lib"));
        }
    }

    @Test
    void listedPackagesAreTheProjectsInAnyJar() throws IOException {
        var user = Map.of("com/user/Uses.java", """
                package com.user;
                import dev.weft.api.*;
                @Assets class Uses { @Asset String used() { return org.lib.Lib.text(); } }
                """);
        var one = library("org.lib", "\"a\"");
        var app = new Build(folder.resolve("app"), List.of(one)).compile(user);
        var asset = app.graph().get(AssetKey.parse("used"));
        var before = app.code(app.classes(), List.of("org.lib")).versionOf(asset);

        library("org.lib", "\"b\"");

        assertThat(app.code(app.classes(), List.of("org.lib")).versionOf(asset)).isNotEqualTo(before);
    }

    private Path library(String group, String value) throws IOException {
        var build = new Build(folder.resolve("lib-" + group), List.of())
                .compile(Map.of("org/lib/Lib.java", """
                package org.lib;
                public class Lib { public static String text() { return %s; } }
                """.formatted(value)));
        return Build.jar(folder.resolve("jars/lib-1.jar"), build.classes(), group + ":lib:1");
    }
}
