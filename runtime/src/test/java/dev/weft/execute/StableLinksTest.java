package dev.weft.execute;

import static dev.weft.execute.LabInstance.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.event.EventBody;
import dev.weft.execute.StableLinks.Published;
import dev.weft.plan.PlanRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StableLinksTest {

    @TempDir
    private Path folder;

    private LabInstance lab;
    private StableLinks links;

    @BeforeEach
    void open() {
        lab = LabInstance.in(folder);
        links = new StableLinks(lab.catalog(), name -> lab.store());
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void whoComesLateWithAnOlderVersionLeavesTheLatest() throws IOException, InterruptedException {
        var first = made("top", "first");
        made("top", "second");

        assertThat(links.refresh(List.of(first))).isEmpty();

        assertThat(shown("top")).contains("second");
    }

    @Test
    void ofSeveralVersionsThatAreShownTogetherTheLatestStays() throws IOException, InterruptedException {
        var first = made("top", "first");
        var second = made("top", "second");

        assertThat(links.refresh(List.of(second, first))).isEmpty();

        assertThat(shown("top")).contains("second");
    }

    @Test
    void aPathThatCannotBeRefreshedKeepsNoOtherFromIt() throws IOException, InterruptedException {
        var top = made("top", "top");
        var slow = made("slow", "slow");
        Files.delete(path("top"));
        Files.createDirectories(path("top").resolve("mine"));
        Files.delete(path("slow"));

        var problems = links.refresh(List.of(top, slow));

        assertThat(problems).singleElement().asString().contains("lab/top is published, but", "Move it away");
        assertThat(shown("slow")).contains("slow");
    }

    @Test
    void aVersionThatWasWipedIsNotSoughtAgain() throws InterruptedException {
        var first = made("top", "first");
        lab.catalog()
                .record(java.util.Optional.empty(), List.of(new EventBody.Wiped(LabInstance.what("top"), "test")))
                .join();

        assertThat(links.refresh(List.of(first))).isEmpty();
    }

    private Published made(String asset, String text) throws InterruptedException {
        Lab.BEHAVIOUR.put(asset, () -> text);
        lab.run(lab.plan(PlanRequest.Force.ALL, asset), LabInstance.id(), new RunListener() {});
        var version = lab.catalog().versions(key(asset), 1).get(0);
        return new Published(version.materialization().stored(), version.sequence());
    }

    private Path path(String asset) {
        return folder.resolve("lab/" + asset + ".json");
    }

    private String shown(String asset) throws IOException {
        return Files.readString(path(asset));
    }
}
