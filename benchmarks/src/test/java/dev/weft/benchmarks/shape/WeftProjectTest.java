package dev.weft.benchmarks.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.asset.AssetKey;
import dev.weft.benchmarks.shape.WeftProject.Values;
import dev.weft.project.Project;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WeftProjectTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Values.class)
    void theProjectDeclaresTheGraph(Values values) throws IOException {
        var shape = GraphShape.of("assets:120");

        WeftProject.write(folder, shape, values);

        var graph = Project.open(folder, "", line -> {}).graph();
        assertThat(graph.size()).isEqualTo(120);
        shape.upstreams()
                .forEach((name, upstreams) -> assertThat(
                                graph.get(AssetKey.parse(name)).inputs())
                        .extracting(input -> input.upstream().text())
                        .containsExactlyElementsOf(upstreams));
    }
}
