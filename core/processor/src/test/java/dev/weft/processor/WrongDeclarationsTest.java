package dev.weft.processor;

import static dev.weft.processor.ShopSources.IMPORTS;
import static dev.weft.processor.ShopSources.ORDERS;
import static dev.weft.processor.ShopSources.reader;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a class that breaks several rules, and where. */
class WrongDeclarationsTest {

    @TempDir
    Path output;

    @Test
    void reports_an_unknown_upstream_at_its_parameter_and_suggests_the_nearest() {
        var compiled = Compilation.of(output, List.of(), ORDERS, reader("List<Orders.Order> order"));

        assertThat(compiled.errors())
                .singleElement()
                .asString()
                .startsWith("List<Orders.Order> order -> sales/report reads sales/order, which is not an asset.")
                .contains("Did you mean sales/orders?");
    }

    @Test
    void reports_a_type_that_the_upstream_never_produces_at_its_parameter() {
        var compiled = Compilation.of(
                output, List.of(), ORDERS, reader("Upstream<?> orders, @From(\"sales/orders\") int count"));

        assertThat(compiled.errors())
                .singleElement()
                .asString()
                .contains("int count -> sales/report reads sales/orders as int");
    }

    @Test
    void reports_everything_in_one_compilation_and_blames_no_reader_of_a_broken_asset() {
        var compiled = Compilation.of(output, List.of(), IMPORTS + """
                @Assets
                public class Wrong {
                    record Row(int id) {}
                    @Asset private int hidden() { return 1; }
                    @Asset static int fixed() { return 1; }
                    @Asset Path place() { return Path.of("x"); }
                    @Asset Set raw() { return Set.of(); }
                    @Asset Stream<String> words() { return Stream.of(); }
                    @Asset @Timeout("10 minutes") int slow() { return 1; }
                    @Asset @DailyPartitions(start = "yesterday") int dated() { return 1; }
                    @Asset @DailyPartitions(start = "2024-01-01", timezone = "Mars/Base") int zoned() { return 1; }
                    @Asset <T> List<Row> general() { return List.of(); }
                    @Asset List<Optional<Row>> maybe() { return List.of(); }
                    @Asset Upstream<Row> handle() { return null; }
                    @Asset int reader(int hidden, Set<Integer> raw, List list, int nowhere) { return 1; }
                    @AssetCheck CheckResult nothing() { return CheckResult.pass(); }
                }
                """);

        var errors = String.join("\n", compiled.errors());
        assertThat(errors)
                .contains("Wrong.hidden: it is private")
                .contains("Wrong.fixed: it is static")
                .contains("Wrong.place: a bare path is no value")
                .contains("Wrong.raw: Set is raw")
                .contains("Wrong.words: a stream holds rows")
                .contains("Wrong.slow: @Timeout is \"10 minutes\"")
                .contains("Wrong.dated: has start = \"yesterday\"")
                .contains("Wrong.zoned: has timezone = \"Mars/Base\"")
                .contains("Wrong.general: it has type parameters")
                .contains("Wrong.handle: Upstream<Row> stands outermost")
                .contains("List list -> Wrong.reader, parameter 3: List is raw")
                .contains("int nowhere -> reader reads nowhere, which is not an asset")
                .contains("Wrong.nothing: a check's first parameter names the asset");
        assertThat(errors).doesNotContain("reads hidden").doesNotContain("reads raw");
    }

    @Test
    void reports_two_assets_of_one_name_and_methods_outside_of_an_assets_class() {
        var compiled = Compilation.of(output, List.of(), IMPORTS + """
                @Assets
                public class Twice {
                    @Asset int one() { return 1; }
                    @Asset(name = "one") int two() { return 1; }
                    @DependsOnCode(String.class) int helper() { return 1; }
                    static class Stray { @Asset int lost() { return 1; } }
                }
                """);

        assertThat(String.join("\n", compiled.errors()))
                .contains("one is declared twice")
                .contains(
                        "helper is marked @DependsOnCode, but is neither an @Asset or @AssetCheck method nor an @Assets class")
                .contains("Stray.lost is marked @Asset, but its class is not marked @Assets");
    }

    @Test
    void refuses_secrets_in_values() {
        var compiled = Compilation.of(output, List.of(), IMPORTS + """
                @Assets
                public class Leaks {
                    record Login(String user, Secret password) {}
                    record Row(int id, Optional<Login> login) {}
                    @Asset List<Row> rows() { return List.of(); }
                    @Asset Login login() { return null; }
                    @Asset Map<String, List<Secret>> deep() { return Map.of(); }
                    record Tree(String name, List<Tree> below) {}
                    @Asset Tree fine() { return null; }
                }
                """);

        assertThat(compiled.errors())
                .hasSize(3)
                .anyMatch(error -> error.contains(
                        "Leaks.rows: a Secret is never stored, so it is no part of a value (Login.password)"))
                .anyMatch(error -> error.contains("Leaks.login: a Secret"))
                .anyMatch(error -> error.contains("Leaks.deep: a Secret"));
    }
}
