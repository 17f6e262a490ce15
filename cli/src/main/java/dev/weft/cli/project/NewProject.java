package dev.weft.cli.project;

import dev.weft.cli.command.UserError;
import dev.weft.project.WeftVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes a Maven project from one of the templates that lie beside this class. */
final class NewProject {

    /** What the project begins with. */
    enum Template {
        /** A file of orders, checked and summed up. */
        basic,
        /** Files that arrive day by day. */
        daily,
        /** One asset. */
        minimal
    }

    private final String name;
    private final String packageName;

    /** @throws UserError if the name cannot be an artifact's or the package no Java package */
    NewProject(String name, String packageName) {
        if (!name.matches("[A-Za-z][A-Za-z0-9_.-]*")) {
            throw new UserError(
                    "\"%s\" cannot name a Maven project: take letters, digits, dashes and dots, a letter first."
                            .formatted(name));
        }
        this.name = name;
        this.packageName = packageName.isEmpty() ? "com.example." + word(name) : packageName;
        if (!javax.lang.model.SourceVersion.isName(this.packageName)) {
            throw new UserError("\"%s\" is no Java package. Name one with --package, such as com.example.shop."
                    .formatted(this.packageName));
        }
    }

    private static String word(String name) {
        var word = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return javax.lang.model.SourceVersion.isName(word) ? word : word + "assets";
    }

    /** Writes the project and returns its files, relative to the folder. @throws UserError if the folder holds something */
    List<Path> write(Path folder, Template template) {
        try {
            if (Files.exists(folder) && !isEmptyFolder(folder)) {
                throw new UserError(
                        "%s is there already and not empty. Take another name, or move it away.".formatted(folder));
            }
            var written = new ArrayList<Path>();
            written.add(write(folder, "pom.xml", resource("common/pom.xml")));
            written.add(write(folder, ".gitignore", resource("common/gitignore")));
            for (var file : resource(template + "/FILES").lines().toList()) {
                written.add(write(folder, file, resource(template + "/" + file)));
            }
            return written;
        } catch (IOException e) {
            throw new UserError("Could not write the project to %s: %s. Check the folder's rights and the disk."
                    .formatted(folder, e));
        }
    }

    private Path write(Path folder, String file, String text) throws IOException {
        var path = Path.of(file.replace("PACKAGE", packageName.replace('.', '/')));
        var target = folder.resolve(path);
        var parent = target.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(
                target,
                text.replace("@@name@@", name)
                        .replace("@@package@@", packageName)
                        .replace("@@version@@", WeftVersion.text()));
        return path;
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (var entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private static String resource(String file) {
        try (var in = NewProject.class.getResourceAsStream("new/" + file)) {
            if (in == null) {
                throw new IllegalStateException(
                        "The template file %s is missing: this is a bug in Weft.".formatted(file));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
