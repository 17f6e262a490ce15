package dev.weft.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForcedFoldersTest {

    @TempDir
    private Path root;

    private final List<Path> forced = new ArrayList<>();
    private final ForcedFolders folders = new ForcedFolders(forced::add);
    private Path file;

    @BeforeEach
    void makeFolders() throws IOException {
        file = Files.createDirectories(root.resolve("versions/a")).resolve("1.json");
    }

    @Test
    void theFirstFileForcesEveryFolderUpToTheRoot() throws IOException {
        folders.above(file, root);

        assertThat(forced).containsExactly(root.resolve("versions/a"), root.resolve("versions"), root);
    }

    @Test
    void theNextFileForcesItsOwnFolderOnly() throws IOException {
        folders.above(file, root);
        forced.clear();

        folders.above(file.resolveSibling("2.json"), root);

        assertThat(forced).containsExactly(root.resolve("versions/a"));
    }

    @Test
    void aNewFolderForcesTheOneThatHoldsItsEntry() throws IOException {
        folders.above(file, root);
        forced.clear();

        folders.above(Files.createDirectories(root.resolve("versions/b")).resolve("1.json"), root);

        assertThat(forced).containsExactly(root.resolve("versions/b"), root.resolve("versions"));
    }

    @Test
    void aFolderThatWasMadeAgainIsNew() throws IOException {
        folders.above(file, root);
        forced.clear();

        Files.delete(file.getParent());
        Files.createDirectories(file.getParent());
        folders.above(file, root);

        assertThat(forced).containsExactly(root.resolve("versions/a"), root.resolve("versions"));
    }

    @Test
    void aFileOutsideOfTheRootForcesNothing() throws IOException {
        folders.above(file, file);

        assertThat(forced).isEmpty();
    }
}
