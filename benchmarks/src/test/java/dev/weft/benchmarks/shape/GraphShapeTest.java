package dev.weft.benchmarks.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphShapeTest {

    @ParameterizedTest
    @ValueSource(strings = {"wide:7", "wide:1000", "chain:5", "layers:20:50", "diamonds:9", "assets:1234"})
    void everyAssetComesAfterWhatItReadsAndReadsNoMoreThanAMethodHasParameters(String text) {
        var seen = new HashSet<String>();
        GraphShape.of(text).upstreams().forEach((name, upstreams) -> {
            assertThat(seen).containsAll(upstreams);
            assertThat(upstreams).hasSizeLessThanOrEqualTo(250).doesNotHaveDuplicates();
            assertThat(seen.add(name)).isTrue();
        });
    }

    @Test
    void theSameTextIsTheSameGraph() {
        assertThat(GraphShape.of("layers:20:50").json())
                .isEqualTo(GraphShape.of("layers:20:50").json());
    }

    @Test
    void wideEndsInOneSink() {
        var wide = GraphShape.of("wide:1000");

        assertThat(wide.size()).isEqualTo(1 + 1000 + 5 + 1);
        assertThat(wide.upstreams()).containsEntry("sink", List.of("k0_0", "k0_1", "k0_2", "k0_3", "k0_4"));
    }

    @Test
    void whatIsNoShapeIsToldWithThoseThatAre() {
        assertThatThrownBy(() -> GraphShape.of("star:3")).hasMessageContaining("wide:N");
    }
}
