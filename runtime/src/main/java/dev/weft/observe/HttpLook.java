package dev.weft.observe;

import dev.weft.api.DataVersion;
import dev.weft.api.NotThereException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The version that a web server tells of a resource; the time limit is one for all that is asked and read for it. */
final class HttpLook {

    private static final int LONGEST_VERSION = 200;

    private final URI resource;
    private final Map<String, String> headers;
    private final Duration timeout;

    HttpLook(URI resource, Map<String, String> headers, Duration timeout) {
        this.resource = resource;
        this.headers = headers;
        this.timeout = timeout;
    }

    /** Made when the first resource is looked at; it keeps connections open for the next. */
    private static final class Client {
        private static final HttpClient SHARED = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    DataVersion version() {
        long deadline = System.nanoTime() + timeout.toNanos();
        var head = ask("HEAD", deadline);
        if (head.statusCode() != 405 && head.statusCode() != 501) {
            check(head);
            var told = told(head.headers());
            if (told.isPresent()) {
                return told.get();
            }
        }
        var whole = ask("GET", deadline);
        check(whole);
        return told(whole.headers()).or(whole::body).orElseThrow();
    }

    /** Asks, and returns with the answer the version of its content, if that was read: where it counts. */
    private HttpResponse<Optional<DataVersion>> ask(String method, long deadline) {
        var begun = new AtomicBoolean();
        CompletableFuture<HttpResponse<Optional<DataVersion>>> answer;
        try {
            var request = HttpRequest.newBuilder(resource).method(method, HttpRequest.BodyPublishers.noBody());
            headers.forEach(request::header);
            answer = Client.SHARED.sendAsync(request.build(), info -> {
                begun.set(true);
                return method.equals("HEAD")
                        ? BodySubscribers.replacing(Optional.empty())
                        : info.statusCode() >= 300 || told(info.headers()).isPresent() ? new Unread() : hashed();
            });
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "%s cannot be asked: %s. Give an address that begins with http:// or https://."
                            .formatted(place(resource), e.getMessage()),
                    e);
        }
        try {
            return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IllegalStateException(
                    "%s did not %s within %s. Is the server well? A longer time is Observers.http(uri, headers, timeout)."
                            .formatted(place(resource), begun.get() ? "send all of its content" : "answer", seconds()),
                    e);
        } catch (ExecutionException e) {
            throw failed(e.getCause() == null ? e : e.getCause(), begun.get());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("%s was not waited for: interrupted.".formatted(place(resource)), e);
        }
    }

    private IllegalStateException failed(Throwable cause, boolean begun) {
        return new IllegalStateException(
                cause instanceof ConnectException
                        ? "%s cannot be reached: nobody answers at %s."
                                .formatted(place(resource), String.valueOf(resource.getAuthority()))
                        : begun
                                ? "%s broke off while it was read: %s.".formatted(place(resource), cause.getMessage())
                                : "%s could not be asked: %s.".formatted(place(resource), cause),
                cause);
    }

    private static BodySubscriber<Optional<DataVersion>> hashed() {
        var hash = new ByteHash();
        return BodySubscribers.mapping(
                BodySubscribers.ofByteArrayConsumer(
                        piece -> piece.ifPresent(bytes -> hash.addPiece(bytes, bytes.length))),
                end -> Optional.of(hash.endOfPieces().version()));
    }

    /** A content that does not count is not waited for. */
    private static final class Unread implements BodySubscriber<Optional<DataVersion>> {

        @Override
        public CompletionStage<Optional<DataVersion>> getBody() {
            return CompletableFuture.completedStage(Optional.empty());
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.cancel();
        }

        @Override
        public void onNext(List<ByteBuffer> piece) {}

        @Override
        public void onError(Throwable error) {}

        @Override
        public void onComplete() {}
    }

    private String seconds() {
        return "%s s".formatted(timeout.toMillis() / 1000.0);
    }

    private void check(HttpResponse<?> answer) {
        int status = answer.statusCode();
        if (status == 404 || status == 410) {
            throw new NotThereException("%s answers %d: there is nothing.".formatted(place(answer.uri()), status));
        }
        if (status >= 300 && status < 400) {
            throw new IllegalStateException(
                    "%s answers %d and leads to %s, which is not followed: too many times, or from https to http."
                            .formatted(
                                    place(answer.uri()),
                                    status,
                                    answer.headers().firstValue("Location").orElse("nowhere")));
        }
        if (status == 401 || status == 403) {
            throw new IllegalStateException(
                    "%s answers %d: it wants to know who asks. Give it a header, as in Observers.http(uri, Map.of(\"Authorization\", …), timeout)."
                            .formatted(place(answer.uri()), status));
        }
        if (status >= 400) {
            throw new IllegalStateException("%s answers %d%s."
                    .formatted(
                            place(answer.uri()),
                            status,
                            status >= 500
                                    ? ": the server failed. Look again later"
                                    : ": it refuses the request. Is the address right?"));
        }
    }

    private static Optional<DataVersion> told(HttpHeaders headers) {
        var tag = headers.firstValue("ETag");
        if (tag.isPresent()) {
            return tag.map(HttpLook::version);
        }
        var length = headers.firstValue("Content-Length");
        return headers.firstValue("Last-Modified")
                .map(time -> version(
                        time + length.map(bytes -> ", " + bytes + " bytes").orElse("")));
    }

    private static DataVersion version(String text) {
        return text.isEmpty() || text.length() > LONGEST_VERSION
                ? new ByteHash().add(text).version()
                : DataVersion.of(text);
    }

    /** Returns the address as messages say it: without a password and what may be one. */
    private static String place(URI uri) {
        var text = uri.toString();
        int query = text.indexOf('?');
        var shown = query < 0 ? text : text.substring(0, query) + "?…";
        var user = uri.getRawUserInfo();
        return user == null ? shown : shown.replace(user + "@", "");
    }
}
