package dev.weft.project;

import dev.weft.asset.FactoryDefinition;
import dev.weft.discovery.ProjectException;
import dev.weft.graph.DefinitionJson;
import dev.weft.graph.Definitions;
import dev.weft.json.JsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a project's factories defined the last time: kept in {@code .weft}, so that a command that only reads runs none of them. It is good while the class
 * path's files have the same paths, sizes and times, the project's settings files too, and what the factories read has the same content.
 */
final class KeptDefinitions {

    private final Path root;
    private final Path file;
    private final String stamp;

    KeptDefinitions(
            Path root,
            String project,
            List<Path> classPath,
            List<String> environments,
            List<FactoryDefinition> factories) {
        this.root = root;
        this.file = root.resolve(".weft/factories").resolve(project + ".json");
        this.stamp = "%s; %s; %s; %s"
                .formatted(
                        Stamp.ofAll(classPath),
                        Stamp.of(settingsFiles(environments)),
                        String.join(",", environments),
                        content(factories));
    }

    /** Returns the assets and checks of the factories; runs them only if something changed. */
    Definitions orElse(Supplier<Definitions> run) {
        var kept = read();
        if (kept.isPresent()) {
            return kept.get();
        }
        var defined = run.get();
        write(defined);
        return defined;
    }

    private Optional<Definitions> read() {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            var text = Files.readString(file);
            int end = text.indexOf('\n');
            return end > 0 && text.substring(0, end).equals(stamp)
                    ? Optional.of(DefinitionJson.read(text.substring(end + 1)))
                    : Optional.empty();
        } catch (IOException | JsonException e) {
            return Optional.empty();
        }
    }

    /** What cannot be kept costs time only: the factories run again. */
    private void write(Definitions defined) {
        try {
            Files.createDirectories(file.getParent());
            var whole = Files.createTempFile(file.getParent(), "kept", ".tmp");
            Files.writeString(whole, stamp + "\n" + DefinitionJson.write(defined.assets(), defined.checks()));
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(KeptDefinitions.class).debug("Could not write {}", file, e);
        }
    }

    private List<Path> settingsFiles(List<String> environments) {
        var names = new ArrayList<String>();
        names.add("application");
        environments.forEach(environment -> names.add("application-" + environment));
        var files = new ArrayList<Path>();
        for (var name : names) {
            for (var folder : List.of(root, root.resolve("src/main/resources"))) {
                files.add(folder.resolve(name + ".yml"));
                files.add(folder.resolve(name + ".yaml"));
            }
        }
        return files;
    }

    private String content(List<FactoryDefinition> factories) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var factory : factories) {
                digest.update(bytes(factory.id() + " " + factory.prefix()));
                for (var reads : factory.reads()) {
                    for (var path : files(root.resolve(reads))) {
                        digest.update(bytes(root.relativize(path).toString()));
                        digest.update(Files.isRegularFile(path) ? Files.readAllBytes(path) : bytes("is not there"));
                    }
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (IOException e) {
            throw new ProjectException("Could not read what factories read: %s.".formatted(e), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static byte[] bytes(String text) {
        return (text.length() + ":" + text).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static List<Path> files(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (var walk = Files.walk(place)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
