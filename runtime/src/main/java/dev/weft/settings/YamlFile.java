package dev.weft.settings;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads a YAML text into flat settings, each with its line; every scalar stays the text that was written. */
final class YamlFile {

    private final String file;
    private final Map<String, Raw> settings;

    private YamlFile(String file, Map<String, Raw> settings) {
        this.file = file;
        this.settings = settings;
    }

    /**
     * A setting before its placeholders are filled in.
     *
     * @param value empty where the file says {@code null}, which takes away what an earlier file said
     */
    record Raw(String written, Optional<String> value, String origin) {}

    /** Adds the text's settings over those that are there, by canonical name. */
    static void read(String file, String text, Map<String, Raw> settings) {
        try {
            for (var document : new Compose(LoadSettings.builder()
                            .setLabel(file)
                            .setUseMarks(true)
                            .setSchema(new CoreSchema())
                            .build())
                    .composeAllFromString(text)) {
                new YamlFile(file, settings).add("", document);
            }
        } catch (MarkedYamlEngineException e) {
            // The problem only: the library's own message quotes the line, which may hold a secret.
            throw new SettingsException(
                    "%s is no YAML: %s.".formatted(place(file, e.getProblemMark()), e.getProblem()), e);
        } catch (YamlEngineException e) {
            throw new SettingsException("%s is no YAML that can be read.".formatted(file), e);
        }
    }

    private void add(String path, Node node) {
        if (node instanceof MappingNode mapping) {
            replace(path);
            var names = new HashSet<String>();
            for (var tuple : mapping.getValue()) {
                if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                    throw new SettingsException("%s: a setting's name is a word, found a list or a map."
                            .formatted(place(file, tuple.getKeyNode().getStartMark())));
                }
                if (!names.add(SettingNames.canonical(key.getValue()))) {
                    throw new SettingsException("%s: %s stands twice. Remove one of them."
                            .formatted(place(file, key.getStartMark()), key.getValue()));
                }
                add(path.isEmpty() ? key.getValue() : path + "." + key.getValue(), tuple.getValueNode());
            }
        } else if (node instanceof SequenceNode sequence) {
            replace(path);
            var name = SettingNames.canonical(path);
            settings.keySet().removeIf(known -> known.startsWith(name + "["));
            for (int i = 0; i < sequence.getValue().size(); i++) {
                add(path + "[" + i + "]", sequence.getValue().get(i));
            }
        } else if (node instanceof ScalarNode scalar) {
            if (path.isEmpty()) {
                if (!scalar.getTag().equals(Tag.NULL)) {
                    throw new SettingsException(
                            "%s: expected settings, each \"name: value\".".formatted(place(file, node.getStartMark())));
                }
                return;
            }
            var value = scalar.getTag().equals(Tag.NULL) ? Optional.<String>empty() : Optional.of(scalar.getValue());
            settings.put(SettingNames.canonical(path), new Raw(path, value, place(file, node.getStartMark())));
        }
    }

    /** A list or a map takes the place of a single value of that name. */
    private void replace(String path) {
        settings.remove(SettingNames.canonical(path));
    }

    private static String place(String file, Optional<Mark> mark) {
        return mark.map(at -> "%s, line %d".formatted(file, at.getLine() + 1)).orElse(file);
    }
}
