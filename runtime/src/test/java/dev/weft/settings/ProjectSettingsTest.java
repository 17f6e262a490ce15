package dev.weft.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectSettingsTest {

    @TempDir
    private Path root;

    @ParameterizedTest
    @ValueSource(strings = {"warehouse.user-name", "warehouse.userName", "warehouse.user_name", "Warehouse.UserName"})
    void a_name_may_be_spelled_in_several_ways(String name) throws IOException {
        write("application.yml", "warehouse:\n  userName: ann\n");

        assertThat(settings().get(name)).contains("ann");
        assertThat(ProjectSettings.ofVariables(Map.of("WAREHOUSE_USER_NAME", "bea"))
                        .get(name))
                .contains("bea");
    }

    @Test
    void scalars_stay_the_text_that_was_written() throws IOException {
        write("application.yml", "a: 007\nb: 1.50\nc: no\nd: 'x: y'\ne: |\n  two\n  lines\nf: 2024-01-01\ng:\nh: ~\n");

        var settings = settings();

        assertThat(List.of("a", "b", "c", "d", "e", "f"))
                .extracting(name -> settings.get(name).orElse("-"))
                .containsExactly("007", "1.50", "no", "x: y", "two\nlines\n", "2024-01-01");
        assertThat(settings.get("g")).isEmpty();
        assertThat(settings.get("h")).isEmpty();
    }

    @Test
    void later_places_count_more() throws IOException {
        write("src/main/resources/application.yml", "a: main\nb: main\nc: main\nd: main\ne: main\n");
        write("application.yml", "b: folder\nc: folder\nd: folder\ne: folder\n");
        write("application-prod.yml", "c: prod\nd: prod\ne: prod\n");
        write("application-eu.yml", "d: eu\ne: eu\n");

        var settings = ProjectSettings.of(root, List.of(), List.of("prod", "eu"), Map.of("E", "variable"));

        assertThat(List.of("a", "b", "c", "d", "e"))
                .extracting(name -> settings.get(name).orElse("-"))
                .containsExactly("main", "folder", "prod", "eu", "variable");
        assertThat(settings.setting("c").orElseThrow().origin()).isEqualTo("application-prod.yml, line 1");
        assertThat(settings.setting("e").orElseThrow().origin()).isEqualTo("the environment variable E");
    }

    @Test
    void an_environment_can_take_a_setting_away_and_replace_a_list() throws IOException {
        write("application.yml", "a: 1\nhosts: [x, y, z]\n");
        write("application-prod.yml", "a: ~\nhosts:\n  - w\n");

        var settings = ProjectSettings.of(root, List.of(), List.of("prod"), Map.of());

        assertThat(settings.get("a")).isEmpty();
        assertThat(settings.below("hosts")).containsExactly(Map.entry("[0]", "w"));
    }

    @Test
    void a_jar_brings_its_settings_along() throws IOException {
        var jar = root.resolve("app.jar");
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("application.yml"));
            zip.write("a: 1\n\nb: 2".getBytes(StandardCharsets.UTF_8));
        }

        var settings = ProjectSettings.of(root, List.of(jar), List.of(), Map.of());

        assertThat(settings.setting("b").orElseThrow().origin()).isEqualTo("app.jar!application.yml, line 3");
    }

    @Test
    void below_gives_what_files_and_variables_say_under_a_name() throws IOException {
        write("application.yml", "weft:\n  io:\n    warehouse:\n      kind: jdbc\n      userName: ann\n");

        var settings = ProjectSettings.of(
                root,
                List.of(),
                List.of(),
                Map.of(
                        "WEFT_IO_WAREHOUSE_USER_NAME",
                        "bea",
                        "WEFT_IO_WAREHOUSE_PASS_PHRASE",
                        "hush",
                        "WEFT_IO_OTHER",
                        "x"));

        assertThat(settings.below("weft.io.warehouse"))
                .containsExactly(
                        Map.entry("kind", "jdbc"), Map.entry("pass-phrase", "hush"), Map.entry("user-name", "bea"));
        assertThat(settings.below("weft.io")).containsEntry("warehouse.kind", "jdbc");
        assertThat(settings.below("weft.i")).isEmpty();
    }

    @Test
    void placeholders_are_filled_in_from_settings_variables_and_defaults() throws IOException {
        write("application.yml", """
                host: db.example.com
                url: "jdbc:postgresql://${host}:${DB_PORT:5432}/${DB_NAME:${SCHEMA:shop}}"
                empty: "${NOTHING:}"
                """);

        var settings = ProjectSettings.of(root, List.of(), List.of(), Map.of("DB_PORT", "6000", "RAW", "${host}"));

        assertThat(settings.get("url")).contains("jdbc:postgresql://db.example.com:6000/shop");
        assertThat(settings.get("empty")).contains("");
        assertThat(settings.get("raw")).as("a variable is taken as it is").contains("${host}");
    }

    @Test
    void what_is_wrong_is_told_with_file_and_line() throws IOException {
        write("application.yml", "a: ${GONE}\nb: ${c}\nc: ${b}\nd: ${open\n");
        var settings = settings();

        assertThatThrownBy(() -> settings.get("a"))
                .hasMessage(
                        "application.yml, line 1: ${GONE} is neither a setting nor an environment variable. Set it, or give a default: ${GONE:…}.");
        assertThatThrownBy(() -> settings.get("b")).hasMessage("application.yml, line 2: ${c} leads back to itself.");
        assertThatThrownBy(() -> settings.get("d")).hasMessage("application.yml, line 4: \"${\" has no closing \"}\".");
    }

    @Test
    void a_file_that_is_no_yaml_is_told_with_its_line_but_without_its_words() throws IOException {
        write("application.yml", "a: 1\npassword: hush: hush\n");
        assertThatThrownBy(() -> settings().get("a"))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("application.yml, line 2 is no YAML:")
                .hasMessageNotContaining("hush");

        write("application.yml", "a: 1\nb: 2\na: 3\n");
        assertThatThrownBy(() -> settings().get("a"))
                .hasMessage("application.yml, line 3: a stands twice. Remove one of them.");

        write("application.yml", "just a word\n");
        assertThatThrownBy(() -> settings().get("a"))
                .hasMessage("application.yml, line 1: expected settings, each \"name: value\".");
    }

    @Test
    void an_environment_without_a_file_is_an_error() {
        assertThatThrownBy(() -> ProjectSettings.of(root, List.of(), List.of("prdo"), Map.of())
                        .get("a"))
                .hasMessageContaining("The environment prdo has no file application-prdo.yml");
    }

    @Test
    void an_environment_that_nobody_named_is_read_if_it_has_a_file() throws IOException {
        assertThat(ProjectSettings.ofDefault(root, List.of(), "test", Map.of()).get("a"))
                .isEmpty();

        write("application-test.yml", "a: 1\n");

        assertThat(ProjectSettings.ofDefault(root, List.of(), "test", Map.of()).get("a"))
                .contains("1");
    }

    @Test
    void nothing_is_read_before_the_first_question() throws IOException {
        var settings = settings();
        write("application.yml", "a: late\n");

        assertThat(settings.get("a")).contains("late");
    }

    @Test
    void environments_stand_several_times_or_in_one_list() {
        assertThat(ProjectSettings.environments(List.of("prod,eu", "x"))).containsExactly("prod", "eu", "x");
        assertThatThrownBy(() -> ProjectSettings.environments(List.of("../x")))
                .hasMessageContaining("no name of an environment");
    }

    private ProjectSettings settings() {
        return ProjectSettings.of(root, List.of(), List.of(), Map.of());
    }

    private void write(String file, String text) throws IOException {
        var path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
