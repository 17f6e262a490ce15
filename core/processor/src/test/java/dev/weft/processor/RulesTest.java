package dev.weft.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The rules of declaring, each with the smallest class that breaks it, and what the compiler says where. */
class RulesTest {

    private static final List<Rule> RULES = Stream.of(
                    RulesOfDeclaring.ALL,
                    RulesOfOutputs.ALL,
                    RulesOfReading.ALL,
                    RulesOfPartitions.ALL,
                    RulesOfViews.ALL,
                    RulesOfChecks.ALL)
            .flatMap(List::stream)
            .toList();

    @TempDir
    private Path output;

    /** All in one compilation, each in a class and under a prefix of its own. */
    @TestFactory
    Stream<DynamicTest> each_rule_holds() {
        var sources = IntStream.range(0, RULES.size())
                .mapToObj(i -> RULES.get(i).source(i))
                .toArray(String[]::new);
        var compiled = Compilation.of(output, List.of(), sources);
        return IntStream.range(0, RULES.size())
                .mapToObj(i -> DynamicTest.dynamicTest(
                        RULES.get(i).says(), () -> RULES.get(i).holds(i, compiled.errorsIn("T" + i))));
    }

    @Test
    void a_class_that_weft_cannot_make_is_no_class_of_assets() {
        assertThat(errors("@Assets\npublic abstract class A { @Asset int x() { return 1; } }"))
                .contains("A.x: its class is abstract");
        assertThat(errors("@Assets\npublic interface I { @Asset default int x() { return 1; } }"))
                .contains("I.x: its class is abstract");
        assertThat(errors("@Assets\npublic class G<X> { @Asset int x() { return 1; } }"))
                .contains("G has type parameters");
        assertThat(errors("public class O { @Assets class Inner { @Asset int x() { return 1; } } }"))
                .contains("Inner is an inner class");
        assertThat(errors("@Assets\npublic interface E { @ExternalAsset DataVersion x(); }"))
                .isEmpty();
    }

    @Test
    void inherited_methods_do_not_count() {
        assertThat(errors("""
                @Assets
                public class Sub extends Base { @Asset int y(int x) { return 1; } }
                class Base { @Asset int x() { return 1; } }
                """))
                .contains("Base.x is marked @Asset, but its class is not marked @Assets")
                .contains("y reads x, which is not an asset");
    }

    @Test
    void an_error_across_jars_stands_at_the_parameter(@TempDir Path jar) {
        var first = """
                package a;
                import dev.weft.api.*; import java.util.*;
                @Assets(prefix = "a")
                public class First {
                    public record Row(int id) {}
                    @Asset List<Row> rows() { return List.of(); }
                    @Asset @DailyPartitions(start = "2024-01-01") int count() { return 1; }
                }
                """;
        assertThat(Compilation.of(jar, List.of(), first).errors()).isEmpty();

        var second = Compilation.of(output, List.of(jar), """
                import dev.weft.api.*; import java.util.*;
                @Assets
                public class Second {
                    record Wide(String id) {}
                    @Asset int x(@From("a/row") List<a.First.Row> r) { return 1; }
                    @Asset int y(@From("a/rows") List<Wide> r) { return 1; }
                    @Asset int z(@From("a/count") int c) { return 1; }
                    @AssetCheck CheckResult c(@From("a/ros") List<a.First.Row> r) { return null; }
                    @Asset(name = "a/rows") int again() { return 1; }
                }
                """);

        assertThat(second.errors())
                .hasSize(5)
                .anyMatch(error -> error.contains("r -> x reads a/row, which is not an asset. Did you mean a/rows?"))
                .anyMatch(error ->
                        error.contains("r -> y reads a/rows as List<Wide>, but its column id is int, not String"))
                .anyMatch(error -> error.contains("c -> z reads several partitions of a/count"))
                .anyMatch(error ->
                        error.contains("The check c is for a/ros, which is not an asset. Did you mean a/rows?"))
                .anyMatch(error -> error.contains("a/rows is declared twice"));
    }

    private String errors(String code) {
        return String.join(
                "\n",
                Compilation.of(output, List.of(), "import dev.weft.api.*; import java.util.*;\n" + code)
                        .errors());
    }
}
