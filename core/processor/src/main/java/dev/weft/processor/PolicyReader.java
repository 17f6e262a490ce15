package dev.weft.processor;

import dev.weft.api.Pool;
import dev.weft.api.Retry;
import dev.weft.api.Timeout;
import dev.weft.asset.StepPolicy;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.MirroredTypesException;

/** Reads how often, how long and in which pool the steps of a method run. */
final class PolicyReader {

    private PolicyReader() {}

    static StepPolicy policy(Element method) {
        var retry = Annotations.find(method, Retry.class);
        var usual = StepPolicy.DEFAULT;
        return new StepPolicy(
                retry.map(Retry::max).orElse(usual.retries()),
                retry.map(it -> duration(it.delay(), "@Retry(delay)")).orElse(usual.delay()),
                retry.map(it -> duration(it.maxDelay(), "@Retry(maxDelay)")).orElse(usual.maxDelay()),
                retry.map(it -> exceptions(it::on)).orElse(usual.retryOn()),
                retry.map(it -> exceptions(it::never)).orElse(usual.retryNever()),
                retry.map(Retry::jitter).orElse(usual.jitter()),
                Annotations.find(method, Timeout.class).map(it -> duration(it.value(), "@Timeout")),
                Annotations.find(method, Pool.class).map(Pool::value));
    }

    /** A compiler has types where a running program has classes, and says so by an exception. */
    private static List<String> exceptions(Supplier<Class<? extends Throwable>[]> classes) {
        try {
            return Arrays.stream(classes.get()).map(Class::getName).toList();
        } catch (MirroredTypesException e) {
            return e.getTypeMirrors().stream()
                    .map(type -> binaryName(((DeclaredType) type).asElement()))
                    .toList();
        }
    }

    private static String binaryName(Element type) {
        var around = type.getEnclosingElement();
        return around instanceof TypeElement
                ? binaryName(around) + "$" + type.getSimpleName()
                : ((TypeElement) type).getQualifiedName().toString();
    }

    /** Reads an ISO 8601 duration; {@code where} names the place in messages. */
    static Duration duration(String text, String where) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "%s is \"%s\", which is no duration; write ISO 8601, such as PT30M or P1D".formatted(where, text),
                    e);
        }
    }
}
