package dev.weft.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares many assets alike: the method receives an {@link AssetRegistry} and defines them under one prefix.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AssetFactory {

    /** The prefix under which all its assets lie. */
    String prefix();

    /** Files and folders, relative to the project, whose content decides what it defines. */
    String[] reads() default {};
}
