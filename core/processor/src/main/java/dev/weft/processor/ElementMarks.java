package dev.weft.processor;

import dev.weft.declaration.Marks;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.MirroredTypesException;

/** The annotations of what is compiled. */
record ElementMarks(Element element) implements Marks {

    @Override
    public <A extends Annotation> Optional<A> find(Class<A> type) {
        return Annotations.find(element, type);
    }

    /** A compiler has types where a running program has classes, and says so by an exception. */
    @Override
    public List<String> names(Supplier<? extends Class<?>[]> attribute) {
        try {
            return Arrays.stream(attribute.get()).map(Class::getName).toList();
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
}
