package dev.weft.project;

import dev.weft.discovery.ProjectException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Maven artifacts that come with an installation of Weft, so that projects resolve where no remote repository has them. */
public final class WeftArtifacts {

    private final Path installation;

    private WeftArtifacts(Path installation) {
        this.installation = installation;
    }

    /** Returns those of the running installation, which the launcher names; empty if there is none. */
    public static Optional<WeftArtifacts> ofInstallation(Map<String, String> variables) {
        return Optional.ofNullable(variables.get("WEFT_INSTALLATION"))
                .map(Path::of)
                .filter(place -> Files.isDirectory(place.resolve("repository")))
                .map(WeftArtifacts::new);
    }

    /** Returns the folder, which is a Maven repository. */
    public Path folder() {
        return installation.resolve("repository");
    }

    /**
     * Copies to a local repository what it lacks or has from another build, and returns whether there was anything.
     *
     * @throws ProjectException if the repository cannot be written
     */
    public boolean copyTo(Path repository) {
        boolean copied = false;
        for (var file : files()) {
            var target = repository.resolve(folder().relativize(file).toString());
            try {
                if (!Files.exists(target) || isOtherBuild(file, target)) {
                    copy(file, target);
                    copied = true;
                }
            } catch (IOException e) {
                throw new ProjectException(
                        "Could not put Weft into the local Maven repository %s: %s. Check its rights and the disk, or build with WEFT_HOME=%s."
                                .formatted(repository, e, installation),
                        e);
            }
        }
        return copied;
    }

    private List<Path> files() {
        try (var walk = Files.walk(folder())) {
            return walk.filter(file ->
                            file.toString().endsWith(".jar") || file.toString().endsWith(".pom"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ProjectException(
                    "Could not read %s: %s. Unpack the distribution again.".formatted(folder(), e), e);
        }
    }

    /** In a checkout the build installs by itself, and later than this folder was made. */
    private boolean isOtherBuild(Path file, Path target) throws IOException {
        return !installation.endsWith("dist/target/weft") && Files.mismatch(file, target) >= 0;
    }

    private static void copy(Path file, Path target) throws IOException {
        var folder = target.getParent();
        if (folder == null) {
            throw new IOException(target + " has no folder");
        }
        Files.createDirectories(folder);
        var part = Files.createTempFile(folder, "weft", ".part");
        try {
            Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
