package dev.weft.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The text that counts where nothing is given for a component of a {@link Settings} or {@link Config} record, written as in
 * {@code application.yml}: {@code @Default("PT30S") Duration timeout}, {@code @Default("a,b") List<String> names}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {

    /** The text; an empty one is an empty text, list or map. */
    String value();
}
