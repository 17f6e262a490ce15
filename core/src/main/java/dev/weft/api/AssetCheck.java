package dev.weft.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a test of an asset's content; the asset is the method's first parameter.
 *
 * <p>The first parameter is the staged value, all others are published ones. The method returns a {@link CheckResult}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AssetCheck {

    /** The check's name; the method's name if empty. */
    String name() default "";

    /** Whether a failure keeps the new version from being published. */
    boolean blocking() default false;
}
