package dev.weft.declaration;

import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The annotations of classes. */
public record ClassMarks(List<? extends Class<?>> classes) implements Marks {

    private static final int DEEPEST = 3;

    @Override
    public <A extends Annotation> Optional<A> find(Class<A> type) {
        return classes.stream()
                .flatMap(each -> find(each, type, DEEPEST).stream())
                .findFirst();
    }

    private static <A extends Annotation> Optional<A> find(Class<?> in, Class<A> type, int depth) {
        var direct = in.getAnnotation(type);
        if (direct != null || depth == 0) {
            return Optional.ofNullable(direct);
        }
        return Stream.of(in.getAnnotations())
                .map(Annotation::annotationType)
                .filter(annotation -> !annotation.getName().startsWith("java.lang."))
                .flatMap(annotation -> find(annotation, type, depth - 1).stream())
                .findFirst();
    }

    @Override
    public List<String> names(Supplier<? extends Class<?>[]> attribute) {
        return Arrays.stream(attribute.get()).map(Class::getName).toList();
    }
}
