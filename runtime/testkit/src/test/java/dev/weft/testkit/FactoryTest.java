package dev.weft.testkit;

import static dev.weft.testkit.WeftAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.shop.Branches;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactoryTest {

    /** Two branches, of which one has a bad day. */
    private record Town(Map<String, Integer> badDays) implements Branches.Directory {

        @Override
        public List<String> branches() {
            return List.of("north", "south");
        }

        @Override
        public int visitors(String branch, String day) {
            return badDays.getOrDefault(branch, 0).equals(Integer.parseInt(day.substring(8))) ? 0 : branch.length();
        }
    }

    private static WeftTest weft(Map<String, Integer> badDays) {
        return WeftTest.of(Branches.class).resource(new Town(badDays)).at("2024-05-03T06:00:00Z");
    }

    @Test
    void whatAFactoryDefinesIsMadeAndReadLikeOthers() {
        try (var weft = weft(Map.of())) {
            var run = weft.materialize("*");

            assertThat(run)
                    .succeeded()
                    .materialized(
                            "branch/north[2024-05-01]",
                            "branch/north[2024-05-02]",
                            "branch/south[2024-05-01]",
                            "branch/south[2024-05-02]",
                            "total");
            assertThat(run.value("total", Integer.class)).isEqualTo(10);
        }
    }

    @Test
    void aFactorysCheckBlocks() {
        try (var weft = weft(Map.of("south", 2))) {
            var run = weft.materialize("branch/south", "2024-05-02");

            assertThat(run).blocked("branch/south[2024-05-02]");
        }
    }

    @Test
    void whatAFactoryDefinesCanBeGiven() {
        try (var weft = weft(Map.of())) {
            var run = weft.given("branch/north[*]", new Branches.Visits("2024-05-01", 1))
                    .materialize("total");

            assertThat(run.value("total", Integer.class)).isEqualTo(2);
        }
    }
}
