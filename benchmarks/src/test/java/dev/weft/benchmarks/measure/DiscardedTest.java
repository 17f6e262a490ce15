package dev.weft.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscardedTest {

    @TempDir
    private Path work;

    private Discarded discarded;

    @BeforeEach
    void begin() {
        discarded = new Discarded(work);
    }

    @Test
    void aFewFilesGoAtOnce() throws IOException {
        discarded.take(trial(10));

        assertThat(work.resolve("trial")).doesNotExist();
        assertThat(work.resolve("discarded")).doesNotExist();
    }

    @Test
    void manyFilesAreKeptAsideUntilTheEnd() throws IOException {
        discarded.take(trial(300));

        assertThat(work.resolve("trial")).doesNotExist();
        try (var aside = Files.walk(work.resolve("discarded"))) {
            assertThat(aside.filter(Files::isRegularFile)).hasSize(300);
        }
        discarded.clear();
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void aSingleFileGoesAndWhatIsNotThereIsNoMatter() throws IOException {
        var file = Files.writeString(work.resolve("owner.lock"), "1");

        discarded.take(file);
        discarded.take(file);

        assertThat(work).isEmptyDirectory();
    }

    private Path trial(int files) throws IOException {
        var folder = Files.createDirectories(work.resolve("trial"));
        for (int i = 0; i < files; i++) {
            Files.writeString(folder.resolve("f" + i), "");
        }
        return folder;
    }
}
