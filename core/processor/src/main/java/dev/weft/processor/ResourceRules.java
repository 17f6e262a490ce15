package dev.weft.processor;

import dev.weft.api.Config;
import dev.weft.api.Outputs;
import dev.weft.api.Provides;
import dev.weft.api.Settings;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;

/** What can be said about resources and marked records while they are compiled. */
final class ResourceRules {

    private final BiConsumer<Element, String> problem;

    ResourceRules(BiConsumer<Element, String> problem) {
        this.problem = problem;
    }

    void check(RoundEnvironment round) {
        for (var annotation : List.of(Settings.class, Config.class, Outputs.class)) {
            for (var type : round.getElementsAnnotatedWith(annotation)) {
                if (type.getKind() != ElementKind.RECORD) {
                    problem.accept(
                            type,
                            "%s is marked @%s but is no record. Make it one."
                                    .formatted(type.getSimpleName(), annotation.getSimpleName()));
                }
            }
        }
        ElementFilter.methodsIn(round.getElementsAnnotatedWith(Provides.class)).forEach(this::provides);
    }

    private void provides(ExecutableElement method) {
        var place = Objects.requireNonNull(method.getEnclosingElement()).getSimpleName() + "." + method.getSimpleName();
        if (method.getReturnType().getKind() == TypeKind.VOID
                || method.getReturnType().getKind().isPrimitive()) {
            problem.accept(
                    method,
                    "%s is marked @Provides but returns %s. Return the resource, an object."
                            .formatted(place, method.getReturnType()));
        }
        if (method.getModifiers().contains(Modifier.PRIVATE)
                || method.getModifiers().contains(Modifier.ABSTRACT)) {
            problem.accept(
                    method,
                    "%s is marked @Provides but is %s, so Weft cannot call it. Leave the modifier out."
                            .formatted(
                                    place, method.getModifiers().contains(Modifier.PRIVATE) ? "private" : "abstract"));
        }
        if (!method.getTypeParameters().isEmpty()) {
            problem.accept(
                    method, "%s is marked @Provides but has type parameters. Write concrete types.".formatted(place));
        }
    }
}
