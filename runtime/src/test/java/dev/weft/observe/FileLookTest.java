package dev.weft.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.NotThereException;
import dev.weft.api.Observers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLookTest {

    @TempDir
    private Path folder;

    @Test
    void equalContentIsOneVersionWhoeverWroteItAndWhen() throws IOException {
        var file = write("a.csv", "1,2");
        var first = Observers.file(file);

        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
        assertThat(Observers.file(file)).isEqualTo(first);
        assertThat(Observers.file(write("b.csv", "1,2"))).isEqualTo(first);

        write("a.csv", "1,3");
        assertThat(Observers.file(file)).isNotEqualTo(first);
    }

    @Test
    void sizeAndTimeTellAFileThatIsTooLargeToRead() throws IOException {
        var file = write("a.csv", "1,2");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));

        assertThat(Observers.file(file, Observers.By.SIZE_AND_TIME).text())
                .isEqualTo("3 bytes of 2001-01-01T00:00:00Z");
    }

    @Test
    void aFolderIsThePathsAndContentsOfItsFiles() throws IOException {
        write("in/a.csv", "1");
        write("in/deep/b.csv", "2");
        write("in/notes.txt", "x");
        var in = folder.resolve("in");
        var all = Observers.folder(in);
        var tables = Observers.folder(in, "**.csv");

        write("in/notes.txt", "y");
        assertThat(Observers.folder(in)).isNotEqualTo(all);
        assertThat(Observers.folder(in, "**.csv")).isEqualTo(tables);

        Files.move(in.resolve("deep/b.csv"), in.resolve("deep/c.csv"));
        assertThat(Observers.folder(in, "**.csv")).isNotEqualTo(tables);
    }

    @Test
    void contentCannotMoveFromOneFileToTheNextUnseen() throws IOException {
        write("in/a", "12");
        write("in/b", "3");
        var before = Observers.folder(folder.resolve("in"));

        write("in/a", "1");
        write("in/b", "23");

        assertThat(Observers.folder(folder.resolve("in"))).isNotEqualTo(before);
    }

    @Test
    void whatIsNotThereIsNoFailure() throws IOException {
        Files.createDirectories(folder.resolve("empty"));

        assertThatThrownBy(() -> Observers.file(folder.resolve("none.csv")))
                .isInstanceOf(NotThereException.class)
                .hasMessage("There is no file %s.".formatted(folder.resolve("none.csv")));
        assertThatThrownBy(() -> Observers.folder(folder.resolve("none")))
                .isInstanceOf(NotThereException.class)
                .hasMessageContaining("There is no folder");
        assertThatThrownBy(() -> Observers.folder(folder.resolve("empty"), "*.csv"))
                .isInstanceOf(NotThereException.class)
                .hasMessageContaining("No file in")
                .hasMessageContaining("matches *.csv");
    }

    @Test
    void whatIsSomethingElseSaysWhatToCall() throws IOException {
        var file = write("a.csv", "1");

        assertThatThrownBy(() -> Observers.file(folder)).hasMessageContaining("is a folder, not a file");
        assertThatThrownBy(() -> Observers.folder(file)).hasMessageContaining("is a file, not a folder");
        assertThatThrownBy(() -> Observers.folder(folder, "[")).hasMessageContaining("[ is no pattern of files");
    }

    private Path write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
        return Files.writeString(file, text);
    }
}
