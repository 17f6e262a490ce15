package dev.weft.declaration;

import dev.weft.api.Pool;
import dev.weft.api.Refresh;
import dev.weft.api.Retry;
import dev.weft.api.Timeout;
import dev.weft.asset.StepPolicy;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;

/** Reads how often, how long and in which pool steps run, and how old what they make may become. Wrong values are {@link IllegalArgumentException}s. */
public final class DeclaredPolicy {

    private DeclaredPolicy() {}

    public static StepPolicy policy(Marks marks) {
        var retry = marks.find(Retry.class);
        var usual = StepPolicy.DEFAULT;
        return new StepPolicy(
                retry.map(Retry::max).orElse(usual.retries()),
                retry.map(it -> duration(it.delay(), "@Retry(delay)")).orElse(usual.delay()),
                retry.map(it -> duration(it.maxDelay(), "@Retry(maxDelay)")).orElse(usual.maxDelay()),
                retry.map(it -> marks.names(it::on)).orElse(usual.retryOn()),
                retry.map(it -> marks.names(it::never)).orElse(usual.retryNever()),
                retry.map(Retry::jitter).orElse(usual.jitter()),
                marks.find(Timeout.class).map(it -> duration(it.value(), "@Timeout")),
                marks.find(Pool.class).map(Pool::value));
    }

    public static Optional<Duration> refresh(Marks marks) {
        return marks.find(Refresh.class).map(it -> duration(it.every(), "@Refresh(every)"));
    }

    /** Reads an ISO 8601 duration; {@code where} names the place in messages. */
    private static Duration duration(String text, String where) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "%s is \"%s\", which is no duration; write ISO 8601, such as PT30M or P1D".formatted(where, text),
                    e);
        }
    }
}
