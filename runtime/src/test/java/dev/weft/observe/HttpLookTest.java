package dev.weft.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.api.NotThereException;
import dev.weft.api.Observers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpLookTest {

    private final List<String> asked = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init") // before each test
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theTagThatTheServerTellsIsTheVersionAndNothingIsRead() {
        serve("/a", 200, Map.of("ETag", "\"v1\"", "Last-Modified", "Mon, 01 Jan 2001 00:00:00 GMT"), "content");

        assertThat(Observers.http(at("/a")).text()).isEqualTo("\"v1\"");
        assertThat(asked).containsExactly("HEAD /a");
    }

    @Test
    void withoutATagTheTimeOfTheLastChangeCounts() {
        serve("/a", 200, Map.of("Last-Modified", "Mon, 01 Jan 2001 00:00:00 GMT"), "content");

        assertThat(Observers.http(at("/a")).text()).startsWith("Mon, 01 Jan 2001 00:00:00 GMT");
    }

    @Test
    void withoutEitherTheContentIsRead() {
        serve("/a", 200, Map.of(), "one");
        serve("/b", 200, Map.of(), "one");
        serve("/c", 200, Map.of(), "two");

        assertThat(Observers.http(at("/a"))).isEqualTo(Observers.http(at("/b"))).isNotEqualTo(Observers.http(at("/c")));
        assertThat(asked).startsWith("HEAD /a", "GET /a");
    }

    @Test
    void aServerThatRefusesHeadIsAskedForTheWhole() {
        server.createContext(
                "/a",
                exchange -> answer(
                        exchange,
                        exchange.getRequestMethod().equals("HEAD") ? 405 : 200,
                        Map.of("ETag", "W/\"7\""),
                        "content"));

        assertThat(Observers.http(at("/a")).text()).isEqualTo("W/\"7\"");
    }

    @Test
    void redirectsAreFollowed() {
        serve("/old", 302, Map.of("Location", "/new"), "");
        serve("/new", 200, Map.of("ETag", "\"there\""), "");
        serve("/round", 302, Map.of("Location", "/round"), "");

        assertThat(Observers.http(at("/old")).text()).isEqualTo("\"there\"");
        assertThatThrownBy(() -> Observers.http(at("/round"))).hasMessageContaining("answers 302 and leads to /round");
    }

    @Test
    void whatIsNotThereIsNoFailure() {
        serve("/gone", 410, Map.of(), "");

        assertThatThrownBy(() -> Observers.http(at("/none")))
                .isInstanceOf(NotThereException.class)
                .hasMessage("%s answers 404: there is nothing.".formatted(at("/none")));
        assertThatThrownBy(() -> Observers.http(at("/gone"))).isInstanceOf(NotThereException.class);
    }

    @Test
    void eachFailureSaysWhatCameBackAndWhatToDo() {
        serve("/broken", 500, Map.of(), "");
        serve("/closed", 401, Map.of(), "");
        serve("/odd", 400, Map.of(), "");

        assertThatThrownBy(() -> Observers.http(at("/broken")))
                .isNotInstanceOf(NotThereException.class)
                .hasMessage("%s answers 500: the server failed. Look again later.".formatted(at("/broken")));
        assertThatThrownBy(() -> Observers.http(at("/closed")))
                .hasMessageContaining("answers 401: it wants to know who asks. Give it a header");
        assertThatThrownBy(() -> Observers.http(at("/odd?key=s3cret")))
                .hasMessageContaining("answers 400: it refuses the request")
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> Observers.http(URI.create("ftp://example.com/a")))
                .hasMessageContaining("Give an address that begins with http:// or https://");
    }

    @Test
    void whoDoesNotAnswerIsNotWaitedForLong() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var uri = URI.create("http://localhost:%d/a".formatted(silent.getLocalPort()));

            assertThatThrownBy(() -> Observers.http(uri, Map.of(), Duration.ofMillis(200)))
                    .hasMessageContaining("did not answer within 0.2 s");
        }
    }

    @Test
    void whoSendsWithoutEndIsNotReadForLong() throws InterruptedException, ExecutionException, TimeoutException {
        var gaveUp = new CompletableFuture<IOException>();
        server.createContext("/a", exchange -> {
            if (exchange.getRequestMethod().equals("HEAD")) {
                answer(exchange, 200, Map.of(), "");
                return;
            }
            exchange.sendResponseHeaders(200, 0);
            try {
                while (true) {
                    exchange.getResponseBody().write('x');
                    exchange.getResponseBody().flush();
                }
            } catch (IOException e) {
                gaveUp.complete(e);
            }
        });

        assertThatThrownBy(() -> Observers.http(at("/a"), Map.of(), Duration.ofMillis(300)))
                .hasMessageStartingWith("%s did not send all of its content within 0.3 s.".formatted(at("/a")));
        assertThat(gaveUp.get(20, TimeUnit.SECONDS))
                .as("the connection is closed")
                .isNotNull();
    }

    @Test
    void whoStopsInTheMiddleIsNotWaitedForLong() {
        var seen = new CountDownLatch(1);
        server.createContext("/a", exchange -> {
            if (exchange.getRequestMethod().equals("HEAD")) {
                answer(exchange, 200, Map.of(), "");
                return;
            }
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            awaited(seen);
            exchange.close();
        });

        assertThatThrownBy(() -> Observers.http(at("/a"), Map.of(), Duration.ofMillis(300)))
                .hasMessageContaining("did not send all of its content within 0.3 s");
        seen.countDown();
    }

    @Test
    void whoBreaksOffInTheMiddleIsNamed() {
        server.createContext("/a", exchange -> {
            if (exchange.getRequestMethod().equals("HEAD")) {
                answer(exchange, 200, Map.of(), "");
                return;
            }
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            exchange.close();
        });

        assertThatThrownBy(() -> Observers.http(at("/a"))).hasMessageContaining("broke off while it was read");
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whoIsNotThereAtAllIsNamed() throws IOException {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        assertThatThrownBy(() -> Observers.http(URI.create("http://localhost:%d/a".formatted(port))))
                .hasMessageContaining("cannot be reached: nobody answers at localhost:" + port);
    }

    @Test
    void headersAreSent() {
        server.createContext(
                "/a",
                exchange -> answer(
                        exchange,
                        "Bearer t".equals(exchange.getRequestHeaders().getFirst("Authorization")) ? 200 : 401,
                        Map.of("ETag", "\"mine\""),
                        ""));

        assertThat(Observers.http(at("/a"), Map.of("Authorization", "Bearer t"), Duration.ofSeconds(5))
                        .text())
                .isEqualTo("\"mine\"");
    }

    private URI at(String path) {
        return URI.create("http://localhost:%d%s".formatted(server.getAddress().getPort(), path));
    }

    private void serve(String path, int status, Map<String, String> headers, String content) {
        server.createContext(path, exchange -> answer(exchange, status, headers, content));
    }

    private void answer(HttpExchange exchange, int status, Map<String, String> headers, String content)
            throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
        headers.forEach(exchange.getResponseHeaders()::add);
        var bytes = content.getBytes(StandardCharsets.UTF_8);
        boolean body = !exchange.getRequestMethod().equals("HEAD") && bytes.length > 0;
        exchange.sendResponseHeaders(status, body ? bytes.length : -1);
        if (body) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }
}
