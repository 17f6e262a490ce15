package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** External data that Weft looks at by itself: a file a day, and a price list of a web server. */
class ObserveTest {

    private static final String ASSETS = """
            import dev.weft.api.*;
            import java.net.URI;
            import java.nio.file.Files;
            import java.nio.file.Path;

            @Assets
            class Outside {
                @ExternalAsset @DailyPartitions(start = "2001-01-01", end = "2001-01-04")
                DataVersion drop(PartitionKey day) { return Observers.file(Path.of("FOLDER", day + ".csv")); }

                @ExternalAsset
                DataVersion prices() { return Observers.http(URI.create("http://localhost:PORT/prices")); }

                @Asset @DailyPartitions(start = "2001-01-01", end = "2001-01-04")
                String sales(PartitionKey day, Upstream<?> drop) throws Exception { return Files.readString(Path.of("FOLDER", day + ".csv")); }

                @Asset
                int priced(Upstream<?> prices) { return 1; }
            }
            """;

    @TempDir
    private Path folder;

    private final AtomicReference<String> tag = new AtomicReference<>("\"v1\"");

    @SuppressWarnings("NullAway.Init") // before each test
    private HttpServer server;

    @SuppressWarnings("NullAway.Init") // before each test
    private Shell shell;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/prices", exchange -> {
            var now = tag.get();
            if (now.startsWith("\"")) {
                exchange.getResponseHeaders().add("ETag", now);
            }
            exchange.sendResponseHeaders(now.startsWith("\"") ? 200 : Integer.parseInt(now), -1);
            exchange.close();
        });
        server.start();
        Files.writeString(
                folder.resolve("Outside.java"),
                ASSETS.replace("FOLDER", folder.toString())
                        .replace("PORT", "" + server.getAddress().getPort()));
        Files.writeString(folder.resolve("2001-01-01.csv"), "one");
        shell = new Shell(folder);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void observeShowsWhatChangedAndWhatIsNotThere() throws IOException {
        assertThat(shell.weft("observe")).isZero();
        assertThat(shell.out())
                .containsPattern("drop\\[2001-01-01\\] +[0-9a-f]{8} +seen for the first time")
                .containsPattern("prices +\"v1\" +seen for the first time");
        assertThat(shell.err())
                .contains("drop[2001-01-02] is not there: There is no file")
                .contains("(and 1 more of its partitions)")
                .contains("2 new versions of 2 assets");

        tag.set("\"v2\"");
        Files.writeString(folder.resolve("2001-01-01.csv"), "two");
        shell.weft("observe");
        assertThat(shell.out())
                .containsPattern("drop\\[2001-01-01\\] +[0-9a-f]{8} → [0-9a-f]{8}")
                .contains("prices            \"v1\" → \"v2\"");

        shell.weft("observe", "prices", "--json");
        assertThat(shell.out()).isEmpty();
        tag.set("\"v3\"");
        shell.weft("observe", "prices", "--json");
        assertThat(shell.out())
                .contains("{\"asset\":\"prices\",\"dataVersion\":\"\\\"v3\\\"\",\"before\":\"\\\"v2\\\"\"}");

        Files.delete(folder.resolve("2001-01-01.csv"));
        assertThat(shell.weft("observe", "drop")).isZero();
        assertThat(shell.err())
                .contains("drop[2001-01-01] is not there any more; what was made of it stays: There is no file");
    }

    @Test
    void whatIsNotThereYetIsWaitedForAndTheRestIsMade() throws IOException {
        assertThat(shell.weft("materialize", "sales")).isZero();
        assertThat(shell.out()).contains("1 succeeded").contains("waits for drop, which nobody has seen yet");

        Files.writeString(folder.resolve("2001-01-03.csv"), "three");
        assertThat(shell.weft("materialize", "sales")).isZero();
        assertThat(shell.out()).contains("1 succeeded");

        Files.writeString(folder.resolve("2001-01-03.csv"), "four");
        shell.weft("plan", "sales", "--observe");
        assertThat(shell.out())
                .containsPattern("\\+ sales +2001-01-03 +drop\\[2001-01-03\\] was seen with different content");
    }

    @Test
    void aFailedLookIsToldAndTheOthersAreRecorded() {
        tag.set("500");

        assertThat(shell.weft("observe")).isEqualTo(1);
        assertThat(shell.err())
                .contains("prices could not be observed")
                .contains("/prices answers 500: the server failed. Look again later.")
                .contains("at Outside.prices(Outside.java:")
                .doesNotContain("HttpLook");
        assertThat(shell.out()).contains("drop[2001-01-01]");

        assertThat(shell.weft("materialize", "priced")).isNotZero();
        assertThat(shell.err()).contains("answers 500");
    }
}
