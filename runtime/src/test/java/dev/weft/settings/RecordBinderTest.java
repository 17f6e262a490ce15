package dev.weft.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.Default;
import dev.weft.api.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordBinderTest {

    record Warehouse(URI url, Secret password, int maxRows, Duration timeout, Optional<String> schema) {}

    record Tls(Path keyFile, @Default("true") boolean strict) {}

    record Server(
            String host,
            @Default("8080") int port,
            @Default("30s") Duration timeout,
            Optional<Tls> tls,
            List<DayOfWeek> days,
            @Default("") Set<String> names,
            List<Mirror> mirrors,
            Map<String, Integer> limits) {}

    record Mirror(URI url, @Default("1") double weight) {}

    record Range(int from, int to) {
        Range {
            if (from > to) {
                throw new IllegalArgumentException("from is after to");
            }
        }
    }

    @TempDir
    private Path root;

    @Test
    void binds_a_record_from_variables() {
        var bound = binder(Map.of(
                        "WAREHOUSE_URL", "db://host",
                        "WAREHOUSE_PASSWORD", "hush",
                        "WAREHOUSE_MAX_ROWS", "12",
                        "WAREHOUSE_TIMEOUT", "PT5S"))
                .bind(Warehouse.class, "warehouse");

        assertThat(bound)
                .isEqualTo(new Warehouse(
                        URI.create("db://host"), Secret.of("hush"), 12, Duration.ofSeconds(5), Optional.empty()))
                .asString()
                .doesNotContain("hush");
    }

    @Test
    void binds_nested_records_lists_and_maps_from_a_file() throws IOException {
        Files.writeString(root.resolve("application.yml"), """
                server:
                  host: example.com
                  tls:
                    key-file: keys/server.pem
                  days: [monday, FRIDAY]
                  mirrors:
                    - url: http://one
                    - url: http://two
                      weight: 0.5
                  limits:
                    perUser: 3
                    per_day: 100
                """);

        assertThat(binder(Map.of("SERVER_PORT", "81")).bind(Server.class, "server"))
                .isEqualTo(new Server(
                        "example.com",
                        81,
                        Duration.ofSeconds(30),
                        Optional.of(new Tls(root.resolve("keys/server.pem"), true)),
                        List.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                        Set.of(),
                        List.of(new Mirror(URI.create("http://one"), 1), new Mirror(URI.create("http://two"), 0.5)),
                        Map.of("perUser", 3, "per_day", 100)));
    }

    @Test
    void a_list_of_a_variable_is_parted_by_commas() {
        record Days(List<DayOfWeek> days) {}

        assertThat(binder(Map.of("D_DAYS", "monday, sunday")).bind(Days.class, "d"))
                .isEqualTo(new Days(List.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY)));
    }

    @Test
    void all_problems_are_told_at_once_with_their_places_and_without_their_values() throws IOException {
        Files.writeString(root.resolve("application.yml"), "warehouse:\n  timeout: hush\n");

        assertThatThrownBy(() -> binder(Map.of("WAREHOUSE_MAX_ROWS", "hush")).bind(Warehouse.class, "warehouse"))
                .isInstanceOf(SettingsException.class)
                .hasMessage("""
                        The setting warehouse.url is missing. Add it to application.yml or set the environment variable WAREHOUSE_URL.
                        The setting warehouse.password is missing. Add it to application.yml or set the environment variable WAREHOUSE_PASSWORD.
                        The setting warehouse.max-rows (the environment variable WAREHOUSE_MAX_ROWS) has a value that is no whole number. Correct it.
                        The setting warehouse.timeout (application.yml, line 2) has a value that is no duration such as PT30S or 30s. Correct it.""");
    }

    @Test
    void what_a_record_does_not_accept_is_told_in_its_words() {
        assertThatThrownBy(() -> binder(Map.of("R_FROM", "2", "R_TO", "1")).bind(Range.class, "r"))
                .hasMessage("The values of r are not accepted by Range: from is after to");
    }

    private RecordBinder binder(Map<String, String> variables) {
        return new RecordBinder(ProjectSettings.of(root, List.of(), List.of(), variables), root);
    }
}
