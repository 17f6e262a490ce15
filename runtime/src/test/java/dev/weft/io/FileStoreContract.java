package dev.weft.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.weft.asset.ValueType;
import dev.weft.spi.LostVersionException;
import dev.weft.spi.Sealed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What stores of files promise beyond what every store does. */
abstract class FileStoreContract extends StoreContract {

    private Path stored() {
        return root.resolve("stored");
    }

    @Test
    void aCutFileIsALostVersion() throws IOException {
        var sealed = write(Wide.class, IntStream.range(0, 1000).mapToObj(i -> new Wide(i, "x")));
        var file = stored().resolve(sealed.stored().location());
        var bytes = Files.readAllBytes(file);
        file.toFile().setWritable(true);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(() -> read(Wide.class, sealed))
                .isInstanceOf(LostVersionException.class)
                .hasMessageNotContaining("Source");
    }

    @Test
    void aCutValueIsToldByThePlaceInItsText() throws IOException {
        assumeThat(keepsValues()).isTrue();
        var stored = value(List.class, List.of("rye", "oats")).stored();
        var file = Path.of(io().place(stored));
        file.toFile().setWritable(true);
        Files.writeString(file, "[ \"rye\", ");

        assertThatThrownBy(() -> io().value(stored, List.class))
                .isInstanceOf(LostVersionException.class)
                .hasMessage(
                        "The stored value of shop/orders cannot be read (%s): Unexpected end-of-input within/between Array entries (line 1, column 10)",
                        file);
    }

    @Test
    void aVersionIsReadOnlyAndTheStablePathFollowsTheLatest() throws IOException {
        var first = write(Narrow.class, Stream.of(new Narrow(1)));
        var second = write(Narrow.class, Stream.of(new Narrow(2)));
        var file = stored().resolve(second.stored().location());
        io().showLatest(first.stored());
        io().showLatest(second.stored());

        var stable = stored().resolve("shop/orders." + settings().get("format"));
        assertThat(stable).hasSameBinaryContentAs(file);
        assertThat(io().shown(second.stored())).isEqualTo(stable.toString());
        assertThat(io().place(second.stored())).isEqualTo(file.toString());
        assertThat(Files.getPosixFilePermissions(file).toString()).doesNotContain("WRITE");
        assertThat(second.content().bytes()).hasValue(Files.size(file));
    }

    @Test
    void deletingAVersionLeavesNoFile() throws IOException {
        var sealed = write(Narrow.class, Stream.of(new Narrow(1)));

        io().delete(sealed.stored());

        try (var left = Files.walk(stored().resolve(".versions/shop"))) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void filesAreHashedByPathAndBytesAndSealed() throws IOException {
        var one = files("a/x.txt", "hello");
        var other = files("a/y.txt", "hello");

        assertThat(io().files(one.stored()).paths()).containsExactly("a/x.txt");
        assertThat(one.content().dataVersion()).isNotEqualTo(other.content().dataVersion());
        assertThat(files("a/x.txt", "hello").content().dataVersion())
                .isEqualTo(one.content().dataVersion());
        assertThat(Files.getPosixFilePermissions(io().files(one.stored()).path("a/x.txt"))
                        .toString())
                .doesNotContain("WRITE");
    }

    @Test
    void aFolderThatCannotBeWrittenIsToldAndNothingIsPublished() throws IOException {
        var before = write(Narrow.class, Stream.of(new Narrow(1)));
        var folder = Objects.requireNonNull(
                stored().resolve(before.stored().location()).getParent());
        Files.move(folder, folder.resolveSibling("moved"));
        Files.writeString(folder, "a file where a folder should be");

        assertThatThrownBy(() -> write(Narrow.class, Stream.of(new Narrow(2))))
                .hasMessageContaining("Could not write")
                .hasMessageContaining("Is the disk full or read-only?");

        Files.delete(folder);
        Files.move(folder.resolveSibling("moved"), folder);
        assertThat(read(Narrow.class, before)).containsExactly(new Narrow(1));
    }

    @Test
    void aVersionIsReadInTheFormatThatItWasWrittenIn() {
        var sealed = write(Wide.class, Stream.of(new Wide(1, "a")));

        for (var format : new String[] {"parquet", "csv", "jsonl", "json"}) {
            var other = new FileIoManager(
                    "default", stored(), format, Duck.inMemory(root.resolve("scratch")), StoreIdentity.none());
            try (var rows = other.rows(java.util.List.of(sealed.stored()), Wide.class)) {
                assertThat(rows).containsExactly(new Wide(1, "a"));
            }
        }
    }

    private Sealed files(String path, String text) throws IOException {
        var stage = io().stage(request(new ValueType.Files(), dev.weft.api.Files.class));
        Files.writeString(stage.files().path(path), text);
        return stage.seal();
    }

    @Override
    abstract java.util.Map<String, String> settings();

    @Test
    void aStorePlacesItsFilesByKeyAndPartition() {
        var whole = write(Narrow.class, Stream.of(new Narrow(1)));
        var part = write(partition("2001-01-07"), Narrow.class, Stream.of(new Narrow(1)));
        io().showLatest(part.stored());

        assertThat(whole.stored().location()).startsWith(".versions/shop/orders/");
        assertThat(part.stored().location()).startsWith(".versions/shop/orders/2001-01-07/");
        assertThat(stored().resolve("shop/orders/2001-01-07." + settings().get("format")))
                .exists();
        assertThat(Optional.of(io().shown(part.stored())))
                .hasValue(stored().resolve("shop/orders").toString());
    }
}
