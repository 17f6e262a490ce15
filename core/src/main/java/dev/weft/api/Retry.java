package dev.weft.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says how often a failed step is tried again, and how long to wait between.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface Retry {

    /** Tries after the first. */
    int max();

    /** The first delay, ISO 8601; doubled at each further try. */
    String delay() default "PT1S";

    /** The longest delay, ISO 8601. */
    String maxDelay() default "PT5M";

    /** The exceptions after which it is tried again, with their subclasses; all if empty. An exception counts as what it is and as each of its causes. */
    Class<? extends Throwable>[] on() default {};

    /** The exceptions after which it is not tried again, whatever {@link #on} says. */
    Class<? extends Throwable>[] never() default {};

    /** The part of each delay that is random, 0 to 1. */
    double jitter() default 0.2;
}
