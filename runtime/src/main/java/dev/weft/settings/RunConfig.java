package dev.weft.settings;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.ConfigField;
import dev.weft.asset.Parameter;
import dev.weft.graph.AssetGraph;
import dev.weft.graph.Nearest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a run is told by {@code --config} and {@code --config-file}, for the {@code @Config} records of its assets. A value is named by its
 * component, {@code max}, or with its record before it, {@code limits.max}, which is needed where several records have a component of that name.
 * What is not given has the record's default. Safe for use by many threads.
 */
public final class RunConfig {

    private final Path folder;
    /** By record, then by path within it. */
    private final Map<String, SortedMap<String, Setting>> given;

    private RunConfig(Path folder, Map<String, SortedMap<String, Setting>> given) {
        this.folder = folder;
        this.given = given;
    }

    /** Returns the configuration of a run that is told nothing: all defaults. */
    public static RunConfig none(Path folder) {
        return new RunConfig(folder, Map.of());
    }

    /**
     * Reads what was given.
     *
     * @param pairs each {@code name=value}; a later one counts more, and all count more than the file
     * @param file a YAML file
     * @param folder the folder that relative paths are relative to
     * @throws SettingsException for all that names no value of the graph's {@code @Config} records
     */
    public static RunConfig of(AssetGraph graph, List<String> pairs, Optional<Path> file, Path folder) {
        var records = records(graph);
        var given = new TreeMap<String, SortedMap<String, Setting>>();
        var problems = new ArrayList<String>();
        for (var setting : settings(pairs, file)) {
            var places = places(setting.name(), records);
            if (places.size() == 1) {
                var place = places.get(0);
                given.computeIfAbsent(place.record(), record -> new TreeMap<>()).put(place.path(), setting);
            } else {
                problems.add(places.isEmpty() ? unknown(setting, records) : ambiguous(setting, places));
            }
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(String.join("\n", problems));
        }
        return new RunConfig(folder, given);
    }

    /**
     * Returns a hash of the configuration that an asset gets, by which a change is noticed; an empty text for an asset that takes none. Loads no
     * user class.
     */
    public String hash(AssetDefinition asset) {
        return asset.producer().config().map(this::hash).orElse("");
    }

    /**
     * Returns the record for a method's {@code @Config} parameter.
     *
     * @throws SettingsException if something is missing or wrong, with all problems
     */
    public Object value(Class<?> record) {
        var values = given.getOrDefault(name(record.getName()), new TreeMap<>());
        try {
            return new RecordBinder(new Given(values), folder).bind(record, "");
        } catch (SettingsException e) {
            throw new SettingsException(String.valueOf(e.getMessage())
                    .replace("The setting ", "The configuration " + name(record.getName()) + ".")
                    .replaceAll(
                            "is missing[.:].*",
                            "is missing. Give it with --config %s.NAME=VALUE, or a @Default."
                                    .formatted(name(record.getName()))));
        }
    }

    private String hash(Parameter.Special config) {
        var values = new TreeMap<String, String>();
        defaults("", config.fields(), values);
        given.getOrDefault(name(config.type().name()), new TreeMap<>())
                .forEach((path, setting) -> values.put(path, normal(path, setting.value(), config.fields())));
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            values.forEach((path, value) -> {
                digest.update((path.length() + ":" + path).getBytes(StandardCharsets.UTF_8));
                digest.update((value.length() + ":" + value).getBytes(StandardCharsets.UTF_8));
            });
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static void defaults(String prefix, List<ConfigField> fields, Map<String, String> values) {
        for (var field : fields) {
            var path = prefix + SettingNames.canonical(field.name());
            field.fallback().ifPresent(text -> values.put(path, normal(text, field)));
            defaults(path + ".", field.fields(), values);
        }
    }

    private static String normal(String path, String text, List<ConfigField> fields) {
        return field(path, fields).map(field -> normal(text, field)).orElse(text);
    }

    /** The same number or duration in another spelling is the same configuration. */
    private static String normal(String text, ConfigField field) {
        return Texts.normal(text, field.type().name());
    }

    private record Place(String record, String path) {}

    private static List<Place> places(String name, SortedMap<String, List<ConfigField>> records) {
        var places = new ArrayList<Place>();
        records.forEach((record, fields) -> {
            if (name.startsWith(record + ".")
                    && field(name.substring(record.length() + 1), fields).isPresent()) {
                places.add(new Place(record, name.substring(record.length() + 1)));
            } else if (field(name, fields).isPresent()) {
                places.add(new Place(record, name));
            }
        });
        return places;
    }

    private static Optional<ConfigField> field(String path, List<ConfigField> fields) {
        var parts = path.split("[.\\[]", 2);
        var found = fields.stream()
                .filter(field -> SettingNames.canonical(field.name()).equals(parts[0]))
                .findFirst();
        return parts.length == 2 && found.isPresent() && !found.get().fields().isEmpty()
                ? field(parts[1], found.get().fields())
                : found;
    }

    private static SortedMap<String, List<ConfigField>> records(AssetGraph graph) {
        var records = new TreeMap<String, List<ConfigField>>();
        for (var asset : graph.assets()) {
            asset.producer()
                    .config()
                    .ifPresent(config -> records.put(name(config.type().name()), config.fields()));
        }
        return records;
    }

    private static String name(String className) {
        return SettingNames.canonical(
                className.substring(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1));
    }

    private static String unknown(Setting setting, SortedMap<String, List<ConfigField>> records) {
        if (records.isEmpty()) {
            return "%s (%s) names nothing: no asset takes a @Config record."
                    .formatted(setting.name(), setting.origin());
        }
        var names = new TreeSet<String>();
        records.forEach((record, fields) -> fields.forEach(field -> {
            names.add(SettingNames.canonical(field.name()));
            names.add(record + "." + SettingNames.canonical(field.name()));
        }));
        var near = Nearest.to(setting.name(), names);
        return "%s (%s) names no value of the configuration. %s"
                .formatted(
                        setting.name(),
                        setting.origin(),
                        near.isEmpty()
                                ? "There are: %s."
                                        .formatted(names.stream()
                                                .filter(name -> name.contains("."))
                                                .collect(Collectors.joining(", ")))
                                : "Did you mean %s?".formatted(String.join(" or ", near)));
    }

    private static String ambiguous(Setting setting, List<Place> places) {
        return "%s (%s) may be %s. Say which."
                .formatted(
                        setting.name(),
                        setting.origin(),
                        places.stream()
                                .map(place -> place.record() + "." + place.path())
                                .collect(Collectors.joining(" or ")));
    }

    private static Collection<Setting> settings(List<String> pairs, Optional<Path> file) {
        var settings = new TreeMap<String, Setting>();
        file.ifPresent(path -> ProjectSettings.ofFile(path).all().forEach(it -> settings.put(it.name(), it)));
        for (var pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new SettingsException("--config %s: expected name=value, such as limits.max=5.".formatted(pair));
            }
            var written = pair.substring(0, equals).strip();
            var name = SettingNames.canonical(written);
            settings.put(name, new Setting(name, written, pair.substring(equals + 1), "--config " + written));
        }
        return settings.values();
    }

    /** The values of one record, by path. */
    private record Given(SortedMap<String, Setting> values) implements SettingSource {

        @Override
        public Optional<Setting> setting(String name) {
            return Optional.ofNullable(values.get(SettingNames.canonical(name)));
        }

        @Override
        public SortedMap<String, Setting> settingsBelow(String prefix) {
            var start = SettingNames.canonical(prefix);
            var below = new TreeMap<String, Setting>();
            values.forEach((path, setting) -> {
                if (path.startsWith(start + ".") || path.startsWith(start + "[")) {
                    below.put(path.substring(start.length() + (path.charAt(start.length()) == '.' ? 1 : 0)), setting);
                }
            });
            return below;
        }
    }
}
