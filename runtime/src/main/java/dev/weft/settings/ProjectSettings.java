package dev.weft.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a project: {@code application.yml}, over it {@code application-NAME.yml} of each environment in the order given, over these the
 * variables of the process. Nothing is read before the first question. Safe for use by many threads.
 *
 * <p>Each file is looked for in {@code src/main/resources} (else among the project's compiled classes or in its jar) and then in the project's
 * folder, where it counts more. Names may be spelled {@code user-name}, {@code userName} or {@code USER_NAME}.
 */
public final class ProjectSettings implements SettingSource {

    /** Always there: the project's folder, so that files can name places in it. */
    private static final String PROJECT = "weft.project";

    private final Sources sources;
    private final Map<String, String> variables;
    private @Nullable Map<String, YamlFile.Raw> raw;

    private ProjectSettings(Sources sources, Map<String, String> variables) {
        this.sources = sources;
        this.variables = Map.copyOf(variables);
    }

    /**
     * Returns the settings of a project.
     *
     * @param root the project's folder
     * @param classPath the project's class path; its first place is the project's own
     * @param environments names of environments; a later one counts more
     * @param variables the variables of the process
     */
    public static ProjectSettings of(
            Path root, List<Path> classPath, List<String> environments, Map<String, String> variables) {
        return new ProjectSettings(
                new Sources(Optional.of(root), classPath.stream().findFirst(), List.copyOf(environments), true),
                variables);
    }

    /** As {@link #of}, for an environment that nobody named: its file is read if there is one. */
    public static ProjectSettings ofDefault(
            Path root, List<Path> classPath, String environment, Map<String, String> variables) {
        return new ProjectSettings(
                new Sources(Optional.of(root), classPath.stream().findFirst(), List.of(environment), false), variables);
    }

    /** Returns the settings of one file, which must exist. */
    static ProjectSettings ofFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new SettingsException("There is no file %s.".formatted(file));
        }
        var settings = ofVariables(Map.of());
        var read = new LinkedHashMap<String, YamlFile.Raw>();
        Sources.readFile(parent(file), file.toAbsolutePath(), read);
        settings.raw = read;
        return settings;
    }

    private static Path parent(Path file) {
        var parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    /** Returns settings without a file: what the variables say. */
    public static ProjectSettings ofVariables(Map<String, String> variables) {
        return new ProjectSettings(new Sources(Optional.empty(), Optional.empty(), List.of(), true), variables);
    }

    /** Returns the folder that paths in settings are relative to: the project's. */
    public Path folder() {
        return sources.root().orElse(Path.of("")).toAbsolutePath();
    }

    /** Returns the names of the environments, the last of which counts most. */
    public List<String> environments() {
        return sources.environments();
    }

    /**
     * Returns the text of a setting.
     *
     * @throws SettingsException if a file cannot be read, or a placeholder in it cannot be filled in
     */
    public Optional<String> get(String name) {
        return setting(name).map(Setting::value);
    }

    @Override
    public Optional<Setting> setting(String name) {
        return setting(SettingNames.canonical(name), new Placeholders[1]);
    }

    /**
     * Returns what stands below a name, by the rest of its name: {@code below("weft.io.warehouse")} has {@code url}. A variable that no file's
     * setting answers to counts with its words joined by dashes: {@code WEFT_IO_WAREHOUSE_USER_NAME} is {@code user-name}.
     */
    public SortedMap<String, String> below(String prefix) {
        var values = new TreeMap<String, String>();
        settingsBelow(prefix).forEach((name, setting) -> values.put(name, setting.value()));
        return values;
    }

    /** As {@link #below}, with the places where they stand. */
    @Override
    public SortedMap<String, Setting> settingsBelow(String prefix) {
        var start = SettingNames.canonical(prefix);
        var found = new TreeMap<String, Setting>();
        for (var name : files().keySet()) {
            if (name.startsWith(start + ".") || name.startsWith(start + "[")) {
                var rest = name.substring(start.length() + (name.charAt(start.length()) == '.' ? 1 : 0));
                setting(name).ifPresent(setting -> found.put(rest, setting));
            }
        }
        var variablePrefix = SettingNames.variable(prefix) + "_";
        var known = found.values().stream()
                .map(setting -> SettingNames.variable(setting.name()))
                .toList();
        variables.forEach((variable, value) -> {
            if (variable.startsWith(variablePrefix)
                    && variable.length() > variablePrefix.length()
                    && !known.contains(variable)) {
                var rest = SettingNames.canonical(variable.substring(variablePrefix.length()));
                found.put(rest, ofVariable(start + "." + rest, variable, value));
            }
        });
        return found;
    }

    /** Returns every setting that a file has, as it counts. */
    public List<Setting> all() {
        return files().keySet().stream().flatMap(name -> setting(name).stream()).toList();
    }

    /** @param filling the placeholders that are being filled in, so that circles are seen; made when first needed */
    private Optional<Setting> setting(String name, Placeholders[] filling) {
        var variable = SettingNames.variable(name);
        var value = variables.get(variable);
        if (value != null) {
            return Optional.of(ofVariable(name, variable, value));
        }
        if (name.equals(PROJECT) && sources.root().isPresent()) {
            return Optional.of(new Setting(name, name, sources.root().get().toString(), "the project's folder"));
        }
        var found = files().get(name);
        if (found == null || found.value().isEmpty()) {
            return Optional.empty();
        }
        if (filling[0] == null) {
            filling[0] = new Placeholders(other -> setting(SettingNames.canonical(other), filling)
                    .map(Setting::value)
                    .or(() -> Optional.ofNullable(variables.get(other))));
        }
        return Optional.of(new Setting(
                name, found.written(), filling[0].fill(found.value().get(), found.origin()), found.origin()));
    }

    private static Setting ofVariable(String name, String variable, String value) {
        // As it is: a password may well contain "${".
        return new Setting(name, name, value, "the environment variable " + variable);
    }

    private synchronized Map<String, YamlFile.Raw> files() {
        var read = raw;
        if (read == null) {
            read = sources.read();
            raw = read;
        }
        return read;
    }

    /** Where the files lie. */
    private record Sources(
            Optional<Path> root, Optional<Path> own, List<String> environments, boolean environmentsHaveFiles) {

        Map<String, YamlFile.Raw> read() {
            var settings = new LinkedHashMap<String, YamlFile.Raw>();
            if (root.isPresent()) {
                readAll("application", root.get(), settings);
                for (var environment : environments) {
                    if (!readAll("application-" + environment, root.get(), settings) && environmentsHaveFiles) {
                        throw new SettingsException(
                                "The environment %s has no file application-%s.yml, neither in src/main/resources nor in %s. Add it (it may be empty), or correct --env."
                                        .formatted(environment, environment, root.get()));
                    }
                }
            }
            return settings;
        }

        private boolean readAll(String name, Path folder, Map<String, YamlFile.Raw> settings) {
            boolean found = false;
            for (var ending : List.of(".yml", ".yaml")) {
                var resource = folder.resolve("src/main/resources").resolve(name + ending);
                found |= Files.isRegularFile(resource)
                        ? readFile(folder, resource, settings)
                        : own.isPresent() && readFrom(own.get(), name + ending, settings);
                found |= readFile(folder, folder.resolve(name + ending), settings);
            }
            return found;
        }

        private static boolean readFrom(Path place, String file, Map<String, YamlFile.Raw> settings) {
            if (Files.isDirectory(place)) {
                return readFile(place, place.resolve(file), settings);
            }
            if (!Files.isRegularFile(place)) {
                return false;
            }
            try (var zip = new ZipFile(place.toFile())) {
                var entry = zip.getEntry(file);
                if (entry == null) {
                    return false;
                }
                try (var in = zip.getInputStream(entry)) {
                    YamlFile.read(
                            place.getFileName() + "!" + file,
                            new String(in.readAllBytes(), StandardCharsets.UTF_8),
                            settings);
                }
                return true;
            } catch (IOException e) {
                throw new SettingsException("Could not read %s of %s: %s.".formatted(file, place, e.getMessage()), e);
            }
        }

        private static boolean readFile(Path folder, Path file, Map<String, YamlFile.Raw> settings) {
            if (!Files.isRegularFile(file)) {
                return false;
            }
            try {
                YamlFile.read(folder.relativize(file).toString(), Files.readString(file), settings);
                return true;
            } catch (IOException e) {
                throw new SettingsException("Could not read %s: %s. It is a UTF-8 text.".formatted(file, e), e);
            }
        }
    }

    /** Splits names of environments that stand several times or in one list, {@code prod,eu}. */
    public static List<String> environments(List<String> given) {
        var names = new ArrayList<String>();
        for (var list : given) {
            for (var name : list.split(",", -1)) {
                if (!name.strip().matches("[A-Za-z0-9_.-]+")) {
                    throw new SettingsException(
                            "\"%s\" is no name of an environment: it has letters, digits, dashes and dots."
                                    .formatted(name));
                }
                names.add(name.strip());
            }
        }
        return List.copyOf(names);
    }
}
