package dev.weft.observe;

import dev.weft.api.DataVersion;
import dev.weft.api.NotThereException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The version that a web server tells of a resource. */
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
        var head = ask("HEAD");
        if (head.statusCode() != 405 && head.statusCode() != 501) {
            check(head);
            var told = told(head);
            if (told.isPresent()) {
                return told.get();
            }
        }
        return content(ask("GET"));
    }

    private HttpResponse<InputStream> ask(String method) {
        try {
            var request = HttpRequest.newBuilder(resource)
                    .timeout(timeout)
                    .method(method, HttpRequest.BodyPublishers.noBody());
            headers.forEach(request::header);
            var answer = Client.SHARED.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            if (method.equals("HEAD")) {
                answer.body().close();
            }
            return answer;
        } catch (HttpTimeoutException e) {
            throw new IllegalStateException(
                    "%s did not answer within %s. Is the server well? A longer time is Observers.http(uri, headers, timeout)."
                            .formatted(place(resource), seconds()),
                    e);
        } catch (ConnectException e) {
            throw new IllegalStateException(
                    "%s cannot be reached: nobody answers at %s."
                            .formatted(place(resource), String.valueOf(resource.getAuthority())),
                    e);
        } catch (IOException e) {
            throw new IllegalStateException("%s could not be asked: %s.".formatted(place(resource), e), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "%s cannot be asked: %s. Give an address that begins with http:// or https://."
                            .formatted(place(resource), e.getMessage()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("%s was not waited for: interrupted.".formatted(place(resource)), e);
        }
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

    private static Optional<DataVersion> told(HttpResponse<?> answer) {
        var tag = answer.headers().firstValue("ETag");
        if (tag.isPresent()) {
            return tag.map(HttpLook::version);
        }
        var length = answer.headers().firstValue("Content-Length");
        return answer.headers()
                .firstValue("Last-Modified")
                .map(time -> version(
                        time + length.map(bytes -> ", " + bytes + " bytes").orElse("")));
    }

    private static DataVersion version(String text) {
        return text.isEmpty() || text.length() > LONGEST_VERSION
                ? new ByteHash().add(text).version()
                : DataVersion.of(text);
    }

    private DataVersion content(HttpResponse<InputStream> answer) {
        try (var body = answer.body()) {
            check(answer);
            var told = told(answer);
            return told.isPresent() ? told.get() : new ByteHash().addAll(body).version();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "%s broke off while it was read: %s.".formatted(place(resource), e.getMessage()), e);
        }
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
