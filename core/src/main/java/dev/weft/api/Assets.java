package dev.weft.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class whose methods declare assets, checks and factories.
 *
 * <p>Constructor parameters are resources; method parameters are data.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Assets {

    /** Key segments before each method's name, written {@code "sales"} or {@code "sales/eu"}; empty for none. */
    String prefix() default "";

    /** The group of the class's assets; {@code "default"} unless given. */
    String group() default "default";
}
