package dev.weft.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.Default;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.ConfigField;
import dev.weft.asset.Parameter;
import dev.weft.asset.Producer;
import dev.weft.asset.TypeRef;
import dev.weft.graph.AssetGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunConfigTest {

    record Limits(@Default("10") int max, @Default("PT1M") Duration within, Optional<String> note, Inner inner) {
        Limits {
            if (max < 0) {
                throw new IllegalArgumentException("max is 0 or more, found " + max);
            }
        }
    }

    record Inner(@Default("true") boolean strict) {}

    record Other(int max) {}

    private static final AssetDefinition LIMITED = asset(
            "limited",
            Limits.class,
            field("max", "int", "10"),
            field("within", "java.time.Duration", "PT1M"),
            new ConfigField("note", TypeRef.parse("java.util.Optional<java.lang.String>"), Optional.empty(), List.of()),
            new ConfigField(
                    "inner",
                    TypeRef.of(Inner.class.getName()),
                    Optional.empty(),
                    List.of(field("strict", "boolean", "true"))));

    private static final AssetDefinition OTHER =
            asset("other", Other.class, new ConfigField("max", TypeRef.of("int"), Optional.empty(), List.of()));

    @TempDir
    private Path folder;

    @Test
    void what_is_not_given_has_its_default() {
        assertThat(config(LIMITED).value(Limits.class))
                .isEqualTo(new Limits(10, Duration.ofMinutes(1), Optional.empty(), new Inner(true)));
    }

    @Test
    void values_come_from_a_file_and_from_pairs_which_count_more() throws IOException {
        var file = Files.writeString(
                folder.resolve("x.yml"), "limits:\n  max: 1\n  within: 2m\ninner:\n  strict: false\n");

        var config = RunConfig.of(graph(LIMITED), List.of("limits.max=5", "note=a=b"), Optional.of(file), folder);

        assertThat(config.value(Limits.class))
                .isEqualTo(new Limits(5, Duration.ofMinutes(2), Optional.of("a=b"), new Inner(false)));
    }

    @Test
    void the_hash_tells_another_configuration_from_another_spelling() {
        var usual = config(LIMITED).hash(LIMITED);

        assertThat(config(LIMITED, "max=010", "within=60s", "inner.strict=TRUE").hash(LIMITED))
                .isEqualTo(usual);
        assertThat(config(LIMITED, "max=11").hash(LIMITED)).isNotEqualTo(usual);
        assertThat(config(LIMITED, "note=x").hash(LIMITED)).isNotEqualTo(usual);
        assertThat(config(LIMITED, "inner.strict=false").hash(LIMITED)).isNotEqualTo(usual);
        assertThat(config(LIMITED)
                        .hash(AssetDefinition.builder(AssetKey.parse("x"), producer("x", List.of()))
                                .build()))
                .isEmpty();
    }

    @Test
    void names_that_name_nothing_or_two_things_are_told_together() {
        assertThatThrownBy(() -> RunConfig.of(
                        graph(LIMITED, OTHER), List.of("mux=1", "max=2", "zzzzzzzz=1"), Optional.empty(), folder))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("max (--config max) may be limits.max or other.max. Say which.")
                .hasMessageContaining("mux (--config mux) names no value of the configuration. Did you mean max?")
                .hasMessageContaining("zzzzzzzz (--config zzzzzzzz) names no value of the configuration. There are:");
        assertThatThrownBy(() -> config(LIMITED, "max")).hasMessageContaining("expected name=value");
    }

    @Test
    void wrong_and_missing_values_are_told() {
        assertThatThrownBy(() -> config(LIMITED, "max=many", "within=soon").value(Limits.class))
                .hasMessage("""
                        The configuration limits.max (--config max) has a value that is no whole number. Correct it.
                        The configuration limits.within (--config within) has a value that is no duration such as PT30S or 30s. Correct it.""");
        assertThatThrownBy(() -> config(LIMITED, "max=-1").value(Limits.class))
                .hasMessage("Values not accepted by Limits: max is 0 or more, found -1");
        assertThatThrownBy(() -> config(OTHER).value(Other.class))
                .hasMessage(
                        "The configuration other.max is missing. Give it with --config other.NAME=VALUE, or a @Default.");
    }

    private RunConfig config(AssetDefinition asset, String... pairs) {
        return RunConfig.of(graph(asset), List.of(pairs), Optional.empty(), folder);
    }

    private static AssetGraph graph(AssetDefinition... assets) {
        return AssetGraph.of(List.of(assets), List.of());
    }

    private static ConfigField field(String name, String type, String fallback) {
        return new ConfigField(name, TypeRef.of(type), Optional.of(fallback), List.of());
    }

    private static AssetDefinition asset(String key, Class<?> config, ConfigField... fields) {
        return AssetDefinition.builder(
                        AssetKey.parse(key),
                        producer(
                                key,
                                List.of(new Parameter.Special(
                                        "config",
                                        Parameter.Kind.CONFIG,
                                        TypeRef.of(config.getName()),
                                        List.of(fields)))))
                .build();
    }

    private static Producer producer(String key, List<Parameter> parameters) {
        return new Producer(
                "Shop", key, parameters, List.of(AssetKey.parse(key)), Producer.Returns.VALUE, 0, Optional.empty());
    }
}
