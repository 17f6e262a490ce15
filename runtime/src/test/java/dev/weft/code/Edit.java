package dev.weft.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A change of the sample's sources.
 *
 * @param name what is changed, in words
 * @param replacements what is replaced by what, each once
 * @param stale the assets that become stale
 * @param needless those of them whose result cannot differ: the price of being safe
 * @param checksDue the checks that are due
 */
record Edit(
        String name,
        Map<String, String> replacements,
        List<String> stale,
        List<String> needless,
        List<String> checksDue) {

    static Edit of(String name, String from, String to) {
        return new Edit(name, Map.of(from, to), List.of(), List.of(), List.of());
    }

    Edit and(String from, String to) {
        var all = new LinkedHashMap<>(replacements);
        all.put(from, to);
        return new Edit(name, all, stale, needless, checksDue);
    }

    Edit makesStale(String... assets) {
        return new Edit(name, replacements, List.of(assets), needless, checksDue);
    }

    /** Adds assets of which a person sees that their result cannot change. */
    Edit makesStaleNeedlessly(String... assets) {
        var all = Stream.concat(stale.stream(), Stream.of(assets)).toList();
        return new Edit(name, replacements, all, List.of(assets), checksDue);
    }

    Edit makesDue(String... checks) {
        return new Edit(name, replacements, stale, needless, List.of(checks));
    }

    Map<String, String> apply(Map<String, String> sources) {
        var edited = new LinkedHashMap<>(sources);
        replacements.forEach((from, to) -> {
            var files = edited.entrySet().stream()
                    .filter(file -> file.getValue().contains(from))
                    .toList();
            assertThat(files).as("files with \"%s\"", from).hasSize(1);
            var text = files.get(0).getValue();
            int at = text.indexOf(from);
            assertThat(text.indexOf(from, at + 1)).as("a second \"%s\"", from).isNegative();
            edited.put(files.get(0).getKey(), text.substring(0, at) + to + text.substring(at + from.length()));
        });
        return edited;
    }

    @Override
    public String toString() {
        return name;
    }
}
