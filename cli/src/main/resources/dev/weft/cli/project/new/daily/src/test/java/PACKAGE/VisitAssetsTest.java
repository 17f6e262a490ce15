package @@package@@;

import static dev.weft.testkit.WeftAssertions.assertThat;

import dev.weft.testkit.WeftTest;
import dev.weft.testkit.WithAssets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithAssets(value = VisitAssets.class, partition = "2026-01-02")
class VisitAssetsTest {

    @BeforeEach
    void filesArriveInATemporaryFolder(WeftTest weft, @TempDir Path folder) {
        weft.resource(new Inbox(folder));
    }

    @Test
    void aPageCountsItsVisitsAndItsVisitors(WeftTest weft) {
        weft.given(
                "visits[2026-01-02]",
                new Visit("/home", "ann"),
                new Visit("/home", "ann"),
                new Visit("/blog", "bob"));

        var run = weft.materialize("page_visits");

        assertThat(run)
                .materializedOnly("page_visits[2026-01-02]")
                .rows("page_visits", PageVisits.class)
                .containsExactly(new PageVisits("/blog", 1, 1), new PageVisits("/home", 2, 1));
    }
}
