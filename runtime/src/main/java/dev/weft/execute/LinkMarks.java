package dev.weft.execute;

import dev.weft.run.RunId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * Says on this machine's disk which runs may have left stable paths behind: a mark is there before a run publishes anything, and goes when all it
 * published is shown. What is left of a run whose process was killed is found by the next one that opens the catalog, at the price of one look at a
 * folder.
 */
public final class LinkMarks {

    private final Path folder;

    /** @param project the folder of the project */
    public LinkMarks(Path project) {
        this.folder = project.resolve(".weft/links");
    }

    /** Marks a run, durably. Returns a sentence if that failed. */
    Optional<String> set(RunId run) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(run.text()), "");
            try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    "Could not write to %s: %s. If this process is killed, what people open may stay behind the catalog."
                            .formatted(folder, e));
        }
    }

    /** Takes the mark away; one that stays costs a needless look only. */
    void remove(RunId run) {
        try {
            Files.deleteIfExists(folder.resolve(run.text()));
        } catch (IOException e) {
            LoggerFactory.getLogger(LinkMarks.class).debug("{} stays marked", run, e);
        }
    }

    /** Returns the runs that are marked. */
    List<RunId> left() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var marks = Files.list(folder)) {
            return marks.map(mark -> mark.getFileName().toString())
                    .sorted()
                    .map(RunId::new)
                    .toList();
        } catch (IOException | IllegalArgumentException e) {
            LoggerFactory.getLogger(LinkMarks.class).warn("Could not read {}: {}", folder, e.toString());
            return List.of();
        }
    }
}
