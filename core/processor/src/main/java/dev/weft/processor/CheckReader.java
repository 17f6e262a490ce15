package dev.weft.processor;

import dev.weft.api.AssetCheck;
import dev.weft.asset.CheckDefinition;
import dev.weft.asset.Producer;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;

/** Reads the methods that check assets. */
final class CheckReader {

    private final DeclaringClass in;
    private final ProducerReader producers;

    CheckReader(DeclaringClass in, ProducerReader producers) {
        this.in = in;
        this.producers = producers;
    }

    CheckDefinition read(ExecutableElement method, AssetCheck check) {
        if (!in.types().is(method.getReturnType(), "dev.weft.api.CheckResult")) {
            throw new IllegalArgumentException(
                    "a check returns CheckResult, found %s".formatted(method.getReturnType()));
        }
        if (method.getParameters().isEmpty()) {
            throw new IllegalArgumentException("a check's first parameter names the asset that it checks; it has none");
        }
        var first = method.getParameters().get(0);
        if (producers.isSpecial(first.asType())) {
            throw new IllegalArgumentException(
                    "a check's first parameter is the value of the asset that it checks, found %s. Put it first"
                            .formatted(in.types().ref(first.asType()).simple()));
        }
        if (in.types().is(first.asType(), "java.util.Optional") || ProducerReader.mapsPartitions(first)) {
            throw new IllegalArgumentException(
                    "a check's first parameter is the very value that is checked: no Optional, and nothing about partitions");
        }
        var key = in.upstreamKey(first);
        var producer = producers.read(method, List.of(), Producer.Returns.CHECK, Optional.of(key));
        return new CheckDefinition(
                key,
                check.name().isEmpty() ? method.getSimpleName().toString() : check.name(),
                check.blocking(),
                Docs.firstSentence(in.doc(method)),
                producer);
    }
}
