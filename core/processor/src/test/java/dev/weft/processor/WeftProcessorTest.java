package dev.weft.processor;

import static dev.weft.processor.ShopSources.IMPORTS;
import static dev.weft.processor.ShopSources.ORDERS;
import static dev.weft.processor.ShopSources.reader;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.asset.AssetNature;
import dev.weft.asset.Column;
import dev.weft.asset.Parameter;
import dev.weft.asset.Producer;
import dev.weft.asset.ValueType;
import dev.weft.partition.PartitionMapping;
import dev.weft.partition.TimeWindowPartitionsDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeftProcessorTest {

    @TempDir
    Path output;

    @TempDir
    Path other;

    @Test
    void reads_the_airline_example() throws IOException {
        var compiled =
                Compilation.of(output, List.of(), "package air;\n" + IMPORTS + """
                        @DailyPartitions(start = "2001-01-01", timezone = "America/New_York")
                        public @interface FlightDays {}
                        """, "package air;\n" + IMPORTS + """
                        /** The airline's nightly flight drop, turned into punctuality. */
                        @Assets(group = "flights")
                        public class FlightAssets {
                            record Airport(String iata) {}
                            /** One flight.
                             * @param origin where it starts */
                            record Flight(@Column("ORIGIN") String origin, int delay) {}
                            record AirportDelay(String airport, double mean) {}
                            record Punctuality(String airport, double share) {}
                            record FlightDrop(String folder) {}
                            private final FlightDrop drop;
                            FlightAssets(FlightDrop drop) { this.drop = drop; }
                            /** The file that the airline leaves each night. More is told here. */
                            @ExternalAsset @FlightDays
                            DataVersion airline_drop(PartitionKey day) { return DataVersion.of(drop.folder()); }
                            @Asset List<Airport> airports() { return List.of(); }
                            /** One row per flight of the day, cleaned. */
                            @Asset(owners = "team:ops") @FlightDays @Retry(max = 2) @Timeout("PT10M")
                            Stream<Flight> flights(PartitionKey day, Upstream<?> airline_drop) { return Stream.of(); }
                            @Asset @FlightDays
                            List<AirportDelay> airport_delays(List<Flight> flights, List<Airport> airports) { return List.of(); }
                            @Asset @MonthlyPartitions(start = "2001-01", timezone = "America/New_York")
                            List<Punctuality> monthly_punctuality(Stream<AirportDelay> airport_delays) { return List.of(); }
                            @AssetCheck(blocking = true)
                            CheckResult every_flight_has_an_origin(List<Flight> flights, @LastGood List<Flight> before) { return CheckResult.pass(); }
                        }
                        """);

        assertThat(compiled.errors()).isEmpty();
        var definitions = compiled.definitions("air.FlightAssets");
        assertThat(definitions.assets())
                .extracting(asset -> asset.key().text())
                .containsExactly("airline_drop", "airports", "flights", "airport_delays", "monthly_punctuality");
        var drop = compiled.asset("air.FlightAssets", "airline_drop");
        assertThat(drop.nature()).isEqualTo(AssetNature.OBSERVABLE);
        assertThat(drop.description()).isEqualTo("The file that the airline leaves each night.");
        var flights = compiled.asset("air.FlightAssets", "flights");
        assertThat(flights.group()).isEqualTo("flights");
        assertThat(flights.owners()).containsExactly("team:ops");
        assertThat(flights.policy().retries()).isEqualTo(2);
        assertThat(flights.policy().timeout()).contains(Duration.ofMinutes(10));
        var days = (TimeWindowPartitionsDefinition) flights.partitions().orElseThrow();
        assertThat(days.start().toLocalDate()).isEqualTo(LocalDate.of(2001, 1, 1));
        assertThat(days.zone().getId()).isEqualTo("America/New_York");
        assertThat(((ValueType.Rows) flights.value()).columns())
                .extracting(Column::name, Column::nullable, Column::description)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("ORIGIN", true, "where it starts"),
                        org.assertj.core.groups.Tuple.tuple("delay", false, ""));
        assertThat(flights.inputs()).singleElement().satisfies(input -> {
            assertThat(input.shape()).isEqualTo(Parameter.Shape.HANDLE);
            assertThat(input.value()).isEqualTo(new ValueType.Any());
        });
        var check = definitions.checks().get(0);
        assertThat(check.label()).isEqualTo("flights:every_flight_has_an_origin");
        assertThat(check.blocking()).isTrue();
        assertThat(check.method().inputs())
                .extracting(Parameter.Input::version)
                .containsExactly(Parameter.Version.STAGED, Parameter.Version.LAST_GOOD);
    }

    @Test
    void knows_the_assets_of_what_is_on_the_class_path() throws IOException {
        assertThat(Compilation.of(other, List.of(), ORDERS).errors()).isEmpty();

        var good = Compilation.of(output, List.of(other), reader("List<Orders.Order> orders"));
        assertThat(good.errors()).isEmpty();
        assertThat(good.asset("shop.Report", "sales/report").inputs())
                .singleElement()
                .satisfies(input -> assertThat(input.upstream().text()).isEqualTo("sales/orders"));

        assertThat(Compilation.of(output, List.of(other), reader("List<Orders.Order> oders"))
                        .errors())
                .singleElement()
                .asString()
                .contains("Did you mean sales/orders?");
    }

    @Test
    void keeps_the_entries_of_classes_that_are_not_compiled_again() {
        Compilation.of(output, List.of(), ORDERS, reader("List<Orders.Order> orders"));

        var again = Compilation.of(output, List.of(output), reader("List<Orders.Order> orders"));

        assertThat(again.errors()).isEmpty();
        assertThat(output.resolve("META-INF/weft/assets/shop.Orders.json")).exists();
        assertThat(output.resolve("META-INF/weft/assets/shop.Report.json")).exists();
    }

    @Test
    void gives_classes_with_like_names_markers_of_their_own() throws IOException {
        var body = " public interface %s { @ExternalAsset DataVersion %s(); }\n";
        var compiled = Compilation.of(
                output,
                List.of(),
                "package a_;\n" + IMPORTS + "@Assets\n"
                        + body.formatted("b", "x1").strip() + "\n",
                "package a;\n" + IMPORTS + "@Assets\n"
                        + body.formatted("_b", "x2").strip() + "\n",
                "package a;\n" + IMPORTS
                        + "public class c { @Assets interface d { @ExternalAsset DataVersion x3(); } }\n");

        assertThat(compiled.errors()).isEmpty();
        try (Stream<Path> markers = Files.list(output.resolve("dev/weft/index"))) {
            assertThat(markers.filter(file -> file.toString().endsWith(".class")))
                    .hasSize(3);
        }
    }

    @Test
    void reads_several_outputs_optional_values_and_mappings() throws IOException {
        var compiled = Compilation.of(output, List.of(), IMPORTS + """
                @Assets
                public class Many {
                    record Row(int id) {}
                    @Outputs record Split(List<Row> good, @Asset(io = "attic") Optional<List<Row>> bad) {}
                    @Asset @DailyPartitions(start = "2024-01-01") Split split() { return null; }
                    @Asset @DailyPartitions(start = "2024-01-01") Optional<Integer> count(@Window(from = -6, to = 0) Map<PartitionKey, List<Row>> good, @AllPartitions Stream<Row> bad) { return Optional.empty(); }
                    @Asset @DailyPartitions(start = "2024-01-01") List<Row> total(@Previous Optional<List<Row>> total) { return List.of(); }
                    @Asset void report(AssetContext context, Upstream<?> total) {}
                }
                """);

        assertThat(compiled.errors()).isEmpty();
        assertThat(compiled.asset("Many", "bad").io()).isEqualTo("attic");
        assertThat(compiled.asset("Many", "bad").producer().returns()).isEqualTo(Producer.Returns.OUTPUTS);
        var count = compiled.asset("Many", "count");
        assertThat(count.producer().returns()).isEqualTo(Producer.Returns.OPTIONAL_VALUE);
        assertThat(count.inputs())
                .extracting(Parameter.Input::mapping)
                .containsExactly(new PartitionMapping.TimeWindows(-6, 0), new PartitionMapping.All());
        assertThat(count.inputs().get(0).shape()).isEqualTo(Parameter.Shape.BY_PARTITION);
        assertThat(compiled.asset("Many", "total").inputs())
                .extracting(Parameter.Input::mapping)
                .containsExactly(new PartitionMapping.TimeWindows(-1, -1));
        assertThat(compiled.asset("Many", "report").value()).isEqualTo(new ValueType.Nothing());
    }

    @Test
    void reads_the_fields_of_a_configuration_and_refuses_what_is_none() throws IOException {
        var good = Compilation.of(output, List.of(), IMPORTS + """
                @Assets
                public class Good {
                    @Config record Limits(@Default("3") int max, Optional<String> note, Inner inner) {}
                    record Inner(@Default("") List<String> names) {}
                    @Asset int count(Limits limits) { return limits.max(); }
                }
                """);
        assertThat(good.errors()).isEmpty();
        assertThat(good.asset("Good", "count").producer().config().orElseThrow().fields())
                .extracting(field -> field.name() + " " + field.fallback().orElse("-") + " "
                        + field.fields().size())
                .containsExactly("max 3 0", "note - 0", "inner - 1");

        var bad = Compilation.of(output, List.of(), IMPORTS + """
                @Assets
                public class Bad {
                    @Config record One(int max) {}
                    @Config record Two(Secret word) {}
                    @Config static class Three {}
                    @Asset int both(One one, One two) { return 1; }
                    @Asset int secret(Two two) { return 1; }
                    @Asset int plain(Three three) { return 1; }
                    @AssetCheck CheckResult check(int both, One one) { return CheckResult.pass(); }
                }
                """);
        assertThat(bad.errors())
                .hasSize(5)
                .anyMatch(error -> error.startsWith("One two -> Bad.both, parameter 2: a method takes at most one"))
                .anyMatch(error -> error.contains("Two two -> Bad.secret, parameter 1: Two.word is a Secret"))
                .anyMatch(error ->
                        error.contains("Three three -> Bad.plain, parameter 1: Three is @Config but no record"))
                .anyMatch(error -> error.contains("One one -> Bad.check, parameter 2: One is @Config, which only"));
    }
}
