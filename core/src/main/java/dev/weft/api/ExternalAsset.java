package dev.weft.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares data that is produced elsewhere.
 *
 * <p>A method with a body returns the {@link DataVersion} it finds (it is <em>observed</em>); an abstract one is only reported to.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ExternalAsset {

    /** The key's last segments where Java cannot spell them; the method's name if empty. */
    String name() default "";

    /** The group; the class's group if empty. */
    String group() default "";

    /** Owners, each {@code team:name} or an e-mail address. */
    String[] owners() default {};

    /** Tags, each {@code key=value} or {@code key}. */
    String[] tags() default {};

    /** Labels of technology. */
    String[] kinds() default {};
}
