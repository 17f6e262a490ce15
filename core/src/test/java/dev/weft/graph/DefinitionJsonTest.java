package dev.weft.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.Producer;
import dev.weft.json.JsonException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DefinitionJsonTest {

    static List<Integer> seeds() {
        return IntStream.range(0, 300).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsWrittenReadsBackEqual(int seed) {
        var random = new RandomDefinitions(seed);
        var definitions = new Definitions(random.list(random::asset), random.list(random::check));

        var text = DefinitionJson.write(definitions.assets(), definitions.checks());

        assertThat(DefinitionJson.read(text)).isEqualTo(definitions);
        assertThat(DefinitionJson.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(definitions);
    }

    @Test
    void defaultsAreLeftOut() {
        var producer =
                new Producer("Shop", "orders", List.of(), List.of(), Producer.Returns.VALUE, 0, Optional.empty());
        var asset = AssetDefinition.builder(AssetKey.parse("orders"), producer).build();

        assertThat(DefinitionJson.write(List.of(asset), List.of()))
                .isEqualTo(
                        "{\"format\":1,\"assets\":[{\"key\":\"orders\",\"producer\":{\"class\":\"Shop\",\"method\":\"orders\"}}]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | The text is empty",
                "[] | the text is an array; an object was expected",
                "{\"format\":1 | This is not JSON",
                "{} | format 0; this Weft reads format 1",
                "{\"format\":2} | format 2; this Weft reads format 1. Compile",
                "{\"format\":1} 2 | Something follows",
                "{\"format\":1,\"format\":1} | stands twice",
                "{\"format\":1,\"asset\":[]} | asset is not known here",
                "{\"format\":1,\"assets\":[7]} | assets[0] is 7; an object was expected",
                "{\"format\":1,\"assets\":[null]} | assets[0] is missing; an object was expected",
                "{\"format\":1,\"assets\":[{\"key\":\"a\"}]} | assets[0].producer is missing",
                "{\"format\":1,\"assets\":[{\"key\":\"a//b\",\"producer\":{\"class\":\"A\",\"method\":\"a\"}}]} | assets[0].key is \"a//b\", which cannot be read",
                "{\"format\":1,\"assets\":[{\"key\":\"a\",\"nature\":\"odd\",\"producer\":{\"class\":\"A\",\"method\":\"a\"}}]} | Known are materializable, observable, external",
                "{\"format\":1,\"assets\":[{\"key\":\"a\",\"refresh\":\"6h\",\"producer\":{\"class\":\"A\",\"method\":\"a\"}}]} | assets[0].refresh is \"6h\"",
                "{\"format\":1,\"assets\":[{\"key\":\"a\",\"value\":{\"is\":\"x\"},\"producer\":{\"class\":\"A\",\"method\":\"a\"}}]} | assets[0].value.is is \"x\"; rows, relation",
                "{\"format\":1,\"assets\":[{\"key\":\"a\",\"policy\":{\"retries\":-1},\"producer\":{\"class\":\"A\",\"method\":\"a\"}}]} | assets[0].policy cannot be read"
            })
    void aDamagedTextSaysWhereAndWhatWasExpected(String text, String message) {
        assertThatThrownBy(() -> DefinitionJson.read(text))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining(message);
    }
}
