package dev.weft.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that an asset's logic depends on classes that its code names nowhere: those it finds by reflection, through a {@code ServiceLoader} or in
 * a configuration file. A change in any of them, or in what they use, makes the asset stale.
 *
 * <p>On an {@link Assets} class it holds for all of its assets.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface DependsOnCode {

    /** The classes, each with all of its members. */
    Class<?>[] value();
}
