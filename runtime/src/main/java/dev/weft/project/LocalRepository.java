package dev.weft.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds Maven's local repository without starting Maven. */
public final class LocalRepository {

    private static final Pattern OPTION = Pattern.compile("-Dmaven\\.repo\\.local=(?:\"([^\"]+)\"|(\\S+))");
    private static final Pattern ELEMENT =
            Pattern.compile("<localRepository>\\s*([^<]*?)\\s*</localRepository>", Pattern.DOTALL);
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(env\\.)?([^}]+)\\}");

    private final Map<String, String> variables;
    private final Path home;

    /** @param variables the variables of the process */
    public LocalRepository(Map<String, String> variables) {
        this(variables, Path.of(System.getProperty("user.home", ".")));
    }

    LocalRepository(Map<String, String> variables, Path home) {
        this.variables = variables;
        this.home = home;
    }

    /**
     * Returns the repository that Maven uses for a project: what {@code -Dmaven.repo.local} names in {@code MAVEN_OPTS}, {@code MAVEN_ARGS} or the
     * project's {@code .mvn} folder, else what the user's settings name, else {@code ~/.m2/repository}.
     */
    public Path of(Path project) {
        return fromOption(variables.getOrDefault("MAVEN_ARGS", ""))
                .or(() -> fromOption(variables.getOrDefault("MAVEN_OPTS", "")))
                .or(() -> fromFolder(project))
                .or(this::fromSettings)
                .orElseGet(() -> home.resolve(".m2/repository"))
                .toAbsolutePath()
                .normalize();
    }

    /** Returns the user's settings of Maven, whether they exist or not. */
    public Path settings() {
        return home.resolve(".m2/settings.xml");
    }

    private Optional<Path> fromFolder(Path project) {
        for (var folder = project.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            var mvn = folder.resolve(".mvn");
            if (Files.isDirectory(mvn)) {
                return List.of("maven.config", "jvm.config").stream()
                        .flatMap(name -> fromOption(read(mvn.resolve(name))).stream())
                        .findFirst();
            }
        }
        return Optional.empty();
    }

    private Optional<Path> fromSettings() {
        var text = COMMENT.matcher(read(settings())).replaceAll("");
        return Optional.of(ELEMENT.matcher(text))
                .filter(Matcher::find)
                .map(found -> filled(found.group(1)))
                .filter(place -> !place.isBlank())
                .map(Path::of);
    }

    private String filled(String text) {
        return VARIABLE.matcher(text).replaceAll(found -> {
            var value = found.group(1) != null
                    ? variables.getOrDefault(found.group(2), "")
                    : found.group(2).equals("user.home") ? home.toString() : System.getProperty(found.group(2), "");
            return Matcher.quoteReplacement(value);
        });
    }

    private static Optional<Path> fromOption(String options) {
        var found = OPTION.matcher(options);
        return found.find()
                ? Optional.of(Path.of(found.group(1) != null ? found.group(1) : found.group(2)))
                : Optional.empty();
    }

    private static String read(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
