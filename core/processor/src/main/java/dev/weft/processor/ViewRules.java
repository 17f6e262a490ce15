package dev.weft.processor;

import dev.weft.api.Asset;
import dev.weft.api.Pool;
import dev.weft.api.Refresh;
import dev.weft.api.Retry;
import dev.weft.api.Timeout;
import dev.weft.asset.Parameter;
import dev.weft.asset.Producer;
import dev.weft.asset.ValueType;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;

/** What the method of a virtual asset cannot have. */
final class ViewRules {

    private static final Map<Parameter.Kind, String> OF_STEPS = Map.of(
            Parameter.Kind.CONTEXT, "an AssetContext",
            Parameter.Kind.STAGING, "a Staging place");

    private static final List<Class<? extends Annotation>> OF_RUNNING =
            List.of(Refresh.class, Retry.class, Timeout.class, Pool.class);

    private ViewRules() {}

    /** @throws IllegalArgumentException if the asset is virtual and cannot be: the end of a sentence says why */
    static void check(ExecutableElement method, Asset asset, Producer producer, ValueType value) {
        if (!asset.virtual()) {
            return;
        }
        refuse(
                Annotations.find(method, Refresh.class).isPresent(),
                "it is virtual, so it is as new as what it reads. Remove @Refresh");
        refuse(asset.deterministic(), "it is virtual, so nothing depends on its content alone. Remove deterministic");
        if (value instanceof ValueType.Nothing) {
            return;
        }
        refuse(
                producer.returns() == Producer.Returns.OPTIONAL_VALUE,
                "it is virtual, so there is no earlier version that an empty Optional could leave. Return the value");
        refuse(
                !(value instanceof ValueType.Rows || value instanceof ValueType.Single),
                "it is virtual, and %s cannot be computed where they are read. Return rows or a value"
                        .formatted(value.simple()));
        refuse(!asset.io().equals("default"), "it is virtual, so nothing is stored of it. Remove io");
        refuse(!asset.partitionColumn().isEmpty(), "it is virtual, so nothing is stored of it. Remove partitionColumn");
        for (var each : OF_RUNNING) {
            refuse(
                    Annotations.find(method, each).isPresent(),
                    "it is virtual, so it is computed in the steps of its readers. Move @%s there"
                            .formatted(each.getSimpleName()));
        }
        for (var parameter : producer.parameters()) {
            if (parameter instanceof Parameter.Special special) {
                refuse(
                        OF_STEPS.containsKey(special.kind()),
                        "it is virtual, so it has no step that %s could belong to. Remove the parameter"
                                .formatted(OF_STEPS.get(special.kind())));
            }
        }
    }

    private static void refuse(boolean wrong, String why) {
        if (wrong) {
            throw new IllegalArgumentException(why);
        }
    }
}
