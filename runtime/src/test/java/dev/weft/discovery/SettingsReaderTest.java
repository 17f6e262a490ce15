package dev.weft.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.Secret;
import dev.weft.api.Settings;
import dev.weft.settings.ProjectSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {

    @Settings("warehouse")
    record Warehouse(URI url, Secret password, int maxRows, Duration timeout, Optional<String> schema) {}

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "WAREHOUSE_URL", "db://host",
            "WAREHOUSE_PASSWORD", "hush",
            "WAREHOUSE_MAX_ROWS", "12",
            "WAREHOUSE_TIMEOUT", "PT5S");

    @Test
    void binds_a_record_from_the_environment() {
        var read = new SettingsReader(ProjectSettings.ofVariables(ENVIRONMENT)).read(Warehouse.class, "warehouse");

        assertThat(read)
                .isEqualTo(new Warehouse(
                        URI.create("db://host"), Secret.of("hush"), 12, Duration.ofSeconds(5), Optional.empty()))
                .asString()
                .doesNotContain("hush");
    }

    @Test
    void is_a_resource_like_others() {
        try (var resources = new Resources(
                SettingsReaderTest.class.getClassLoader(), List.of(), ProjectSettings.ofVariables(ENVIRONMENT))) {
            assertThat(resources.instance(Warehouse.class)).isInstanceOf(Warehouse.class);
        }
    }

    @Test
    void names_the_variable_that_is_missing_or_wrong_but_not_its_value() {
        assertThatThrownBy(() ->
                        new SettingsReader(ProjectSettings.ofVariables(Map.of())).read(Warehouse.class, "warehouse"))
                .hasMessage(
                        "The setting warehouse.url is missing. Add it to application.yml or set the environment variable WAREHOUSE_URL.");

        var wrong = new java.util.HashMap<>(ENVIRONMENT);
        wrong.put("WAREHOUSE_MAX_ROWS", "hush");
        assertThatThrownBy(
                        () -> new SettingsReader(ProjectSettings.ofVariables(wrong)).read(Warehouse.class, "warehouse"))
                .hasMessage(
                        "The setting warehouse.max-rows (the environment variable WAREHOUSE_MAX_ROWS) has a value that is no int. Correct it.");
    }
}
