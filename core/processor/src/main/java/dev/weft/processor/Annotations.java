package dev.weft.processor;

import java.lang.annotation.Annotation;
import java.util.Optional;
import javax.lang.model.element.Element;

/** Finds annotations on an element, or on one of its annotations: {@code @FlightDays} stands for what it is annotated with. */
final class Annotations {

    private static final int DEEPEST = 3;

    private Annotations() {}

    static <A extends Annotation> Optional<A> find(Element element, Class<A> type) {
        return find(element, type, DEEPEST);
    }

    private static <A extends Annotation> Optional<A> find(Element element, Class<A> type, int depth) {
        var direct = element.getAnnotation(type);
        if (direct != null) {
            return Optional.of(direct);
        }
        if (depth == 0) {
            return Optional.empty();
        }
        return element.getAnnotationMirrors().stream()
                .map(mirror -> mirror.getAnnotationType().asElement())
                .filter(annotation -> !annotation.toString().startsWith("java.lang."))
                .flatMap(annotation -> find(annotation, type, depth - 1).stream())
                .findFirst();
    }
}
