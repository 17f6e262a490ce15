package dev.weft.processor;

import static dev.weft.processor.ShopSources.IMPORTS;
import static dev.weft.processor.ShopSources.reader;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactoryDeclarationTest {

    @TempDir
    Path output;

    @TempDir
    Path other;

    @Test
    void leaves_an_unknown_upstream_under_a_factorys_prefix_to_load_time_also_across_jars() throws IOException {
        var factory = "package shop;\n" + IMPORTS + """
                @Assets(group = "raw")
                public class Tables {
                    @AssetFactory(prefix = "raw", reads = {"tables.yml", "more"})
                    void tables(AssetRegistry<Tables> registry) {}
                }
                """;
        var compiled = Compilation.of(other, List.of(), factory);
        assertThat(compiled.errors()).isEmpty();
        assertThat(compiled.definitions("shop.Tables").factories())
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.prefix()).isEqualTo("raw");
                    assertThat(it.reads()).containsExactly("tables.yml", "more");
                    assertThat(it.group()).isEqualTo("raw");
                });

        assertThat(Compilation.of(
                                output,
                                List.of(other),
                                reader("@From(\"raw/orders\") int a, @From(\"row/orders\") int b"))
                        .errors())
                .singleElement()
                .asString()
                .contains("reads row/orders, which is not an asset");
    }

    @Test
    void refuses_factories_that_cannot_be_run() {
        var compiled = Compilation.of(output, List.of(), IMPORTS + """
                @Assets
                public class Bad {
                    @AssetFactory(prefix = "a") int returns(AssetRegistry<Bad> registry) { return 1; }
                    @AssetFactory(prefix = "b") void none() {}
                    @AssetFactory(prefix = "c") void foreign(AssetRegistry<String> registry) {}
                    @AssetFactory(prefix = "") void everything(AssetRegistry<Bad> registry) {}
                    @AssetFactory(prefix = "e", reads = "../x") void outside(AssetRegistry<Bad> registry) {}
                    @AssetFactory(prefix = "f") private void hidden(AssetRegistry<Bad> registry) {}
                    static class Stray { @AssetFactory(prefix = "g") void lost(AssetRegistry<Stray> registry) {} }
                }
                """);

        assertThat(String.join("\n", compiled.errors()))
                .contains("Bad.returns: a factory returns nothing, found int")
                .contains("Bad.none: a factory has one parameter, AssetRegistry<Bad>")
                .contains("Bad.foreign: a factory has one parameter")
                .contains("Bad.everything: \"\" is not an asset key")
                .contains("Bad.outside: it reads \"../x\"")
                .contains("Bad.hidden: it is private")
                .contains("Stray.lost is marked @AssetFactory, but its class is not marked @Assets");
    }
}
