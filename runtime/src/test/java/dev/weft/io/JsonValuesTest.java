package dev.weft.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonValuesTest {

    record Order(long id, LocalDate day, List<Line> lines) {}

    record Line(String article, int count) {}

    /** A value that says why it cannot be written. */
    interface Broken {
        int getCount();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'lines': [ | lines: Unexpected end-of-input: expected close marker for Array (start marker at line 1, column 11) (line 1, column 12)",
                "{'id': 1, 'day'| Unexpected end-of-input within/between Object entries (line 1, column 16)",
                "{'id': 1, 'day': x}| Unrecognized token 'x': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false') (line 1, column 19)",
                "{'id': 'one'}| id: Cannot deserialize value of type `long` from String \"one\": not a valid `long` value (line 1, column 8)",
                "{'lines': [{'count': 1}, {'count': {}}]}| lines[1].count: Cannot deserialize value of type `int` from Object value (line 1, column 36)",
                "[1]| Cannot deserialize value of type `dev.weft.io.JsonValuesTest$Order` from Array value (line 1, column 1)"
            })
    void whatIsWrongIsToldWithItsPlaceAndItsField(String text, String problem) {
        assertThat(JsonValues.problem(readingOf(text.replace('\'', '"')))).isEqualTo(problem);
    }

    @Test
    void howeverMuchOfAValueIsLeftNothingIsToldOfWhatReadsIt() throws IOException {
        var text = JsonValues.pretty(
                new Order(7, LocalDate.parse("2001-02-03"), List.of(new Line("rye", 2), new Line("oats", 3))));

        for (int length = 0; length < text.length(); length++) {
            var problem = JsonValues.problem(readingOf(text.substring(0, length)));

            requireNoWordOfTheReader(problem);
            assertThat(problem).matches("(?s).*\\(line \\d+, column \\d+\\)");
        }
    }

    @Test
    void whicheverCharacterIsDamagedNothingIsToldOfWhatReadsIt() throws IOException {
        var text = JsonValues.pretty(new Order(7, LocalDate.parse("2001-02-03"), List.of(new Line("rye", 2))));

        for (int place = 0; place < text.length(); place++) {
            for (var damage : List.of("\0", "x", "{", "]", "\"", "\\", "9")) {
                try {
                    JsonValues.MAPPER.readValue(
                            text.substring(0, place) + damage + text.substring(place + 1), Order.class);
                } catch (IOException e) {
                    requireNoWordOfTheReader(JsonValues.problem(e));
                }
            }
        }
    }

    @Test
    void aValueThatCannotBeWrittenIsToldByItsField() {
        Broken broken = () -> {
            throw new IllegalStateException("nobody counted");
        };

        var e = catchThrowableOfType(
                JsonProcessingException.class, () -> JsonValues.pretty(Map.of("lines", List.of(broken))));

        assertThat(JsonValues.problem(e)).isEqualTo("lines[0].count: nobody counted");
    }

    @Test
    void whatIsNoMatterOfJsonKeepsItsWords() {
        assertThat(JsonValues.problem(new IOException("No space left on device")))
                .isEqualTo("No space left on device");
    }

    private static void requireNoWordOfTheReader(String problem) {
        assertThat(problem).isNotBlank().doesNotContain("Source", "Feature", "JsonToken", "jackson", "Creator", "\n");
    }

    private static JsonProcessingException readingOf(String text) {
        return catchThrowableOfType(
                JsonProcessingException.class, () -> JsonValues.MAPPER.readValue(text, Order.class));
    }
}
