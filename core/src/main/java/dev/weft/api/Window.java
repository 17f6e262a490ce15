package dev.weft.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Reads a window of partitions relative to the step's own: {@code from = -6, to = 0} is the last seven.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Window {

    /** The first partition, relative to the step's own. */
    int from();

    /** The last partition, inclusive, relative to the step's own. */
    int to();
}
