package dev.weft.io;

import dev.weft.graph.Nearest;
import dev.weft.settings.ProjectSettings;
import dev.weft.settings.Setting;
import dev.weft.settings.SettingsException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;

/** What {@code weft.io.<name>} says of one store, checked: an unknown kind or option is an error that names the valid ones. */
final class StoreOptions {

    private static final List<String> FORMATS = List.of("parquet", "csv", "jsonl", "json");

    private final String name;
    private final Kind kind;
    private final SortedMap<String, Setting> options;

    /** The kinds of stores, each with its options. */
    enum Kind {
        FILES("format path"),
        MEMORY(""),
        DUCKDB("path"),
        JDBC("url user password schema");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        List<String> options() {
            return words.isEmpty() ? List.of() : List.of(words.split(" "));
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private StoreOptions(String name, Kind kind, SortedMap<String, Setting> options) {
        this.name = name;
        this.kind = kind;
        this.options = options;
    }

    static StoreOptions of(String name, ProjectSettings settings) {
        var options = settings.settingsBelow("weft.io." + name);
        var kind = options.containsKey("kind") ? kind(options.get("kind")) : Kind.FILES;
        for (var option : options.entrySet()) {
            if (!option.getKey().equals("kind") && !kind.options().contains(option.getKey())) {
                throw new SettingsException("%s: a store of kind %s has no option %s; it has %s.%s"
                        .formatted(
                                option.getValue(),
                                kind.word(),
                                option.getKey(),
                                kind.options().isEmpty() ? "none" : String.join(", ", kind.options()),
                                didYouMean(option.getKey(), kind.options())));
            }
        }
        var made = new StoreOptions(name, kind, options);
        made.format();
        return made;
    }

    private static Kind kind(Setting setting) {
        var words = Arrays.stream(Kind.values()).map(Kind::word).toList();
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.word().equals(setting.value().strip()))
                .findFirst()
                .orElseThrow(() -> new SettingsException("%s: \"%s\" is no kind of store; there are %s.%s"
                        .formatted(
                                setting,
                                setting.value(),
                                String.join(", ", words),
                                didYouMean(setting.value(), words))));
    }

    private static String didYouMean(String text, List<String> words) {
        return Nearest.to(text, words).stream()
                .findFirst()
                .map(word -> " Did you mean %s?".formatted(word))
                .orElse("");
    }

    String name() {
        return name;
    }

    Kind kind() {
        return kind;
    }

    Optional<String> get(String option) {
        return Optional.ofNullable(options.get(option)).map(Setting::value);
    }

    /** Returns an option that has to be there. */
    String required(String option) {
        return get(option)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new SettingsException("The store \"%s\" is of kind %s and needs weft.io.%s.%s."
                        .formatted(name, kind.word(), name, option)));
    }

    /** Returns the format of rows in files. */
    String format() {
        var format = options.get("format");
        if (format == null) {
            return FORMATS.get(0);
        }
        if (!FORMATS.contains(format.value())) {
            throw new SettingsException("%s: \"%s\" is no format of files; there are %s.%s"
                    .formatted(
                            format, format.value(), String.join(", ", FORMATS), didYouMean(format.value(), FORMATS)));
        }
        return format.value();
    }
}
