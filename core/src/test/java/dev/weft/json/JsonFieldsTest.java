package dev.weft.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JsonFieldsTest {

    @Test
    void fieldsBehaveLikeAMapHoweverManyThereAre() {
        var random = new Random(5);
        for (int size = 0; size < 80; size++) {
            var fields = new JsonFields();
            var map = new LinkedHashMap<String, Object>();
            for (int i = 0; i < size; i++) {
                var name = "f" + random.nextInt(60);
                assertThat(fields.add(name, i)).isEqualTo(map.putIfAbsent(name, i) == null);
            }
            assertThat(fields.names()).containsExactlyElementsOf(map.keySet());
            for (int i = 0; i < 60; i++) {
                var name = "f" + i;
                assertThat(fields.has(name)).isEqualTo(map.containsKey(name));
                assertThat(fields.get(name)).isEqualTo(map.get(name));
            }
        }
    }

    @Test
    void theOrderOfFieldsMakesNoDifference() {
        for (int size : new int[] {3, 100}) {
            var names = new ArrayList<>(
                    IntStream.range(0, size).mapToObj(i -> "f" + i).toList());
            var one = object(names, "1");
            Collections.shuffle(names, new Random(1));
            assertThat(object(names, "1")).isEqualTo(one).hasSameHashCodeAs(one);
            assertThat(object(names, "2")).isNotEqualTo(one);
            assertThat(object(names.subList(1, size), "1")).isNotEqualTo(one);
        }
    }

    @Test
    void aFieldThatStandsTwiceIsToldWithItsLineAmongFewAndMany() {
        for (int size : new int[] {3, 100}) {
            var names =
                    IntStream.range(0, size).mapToObj(i -> "\"f" + i + "\":1").collect(Collectors.joining(","));
            assertThatThrownBy(() -> JsonReader.object("{" + names + ",\n\"f1\":2}"))
                    .isInstanceOf(JsonException.class)
                    .hasMessageContaining("\"f1\" stands twice")
                    .hasMessageContaining("line 2");
        }
    }

    private static JsonObject object(List<String> names, String value) {
        return JsonReader.object(names.stream()
                .map(name -> "\"%s\":{\"value\":%s}".formatted(name, value))
                .collect(Collectors.joining(",", "{", "}")));
    }
}
