package dev.weft.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method whose result is a resource for constructors of {@link Assets} classes.
 *
 * <p>The result is made once per process, must be thread-safe, and is closed at the end if it is {@link AutoCloseable}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Provides {

    /** The name by which {@link Named} asks for it; empty if the type is enough. */
    String name() default "";
}
