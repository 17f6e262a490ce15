package dev.weft.declaration;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The annotations of one declared thing, those of its annotations included: {@code @FlightDays} stands for what it is annotated with. */
public interface Marks {

    <A extends Annotation> Optional<A> find(Class<A> type);

    /** Returns the binary names of the classes that an annotation's attribute holds. */
    List<String> names(Supplier<? extends Class<?>[]> attribute);
}
