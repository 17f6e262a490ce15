package dev.weft.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Written by Weft's annotation processor on a class of its own, so that other compilations find what a jar declares. Not for people. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface IndexedAssets {

    /** The binary name of the class that declares the assets; its index entry is {@code META-INF/weft/assets/<name>.json}. */
    String value();

    /** What compiled the class, such as {@code javac 17}: another compiler makes other byte code of the same source. */
    String compiler() default "";
}
