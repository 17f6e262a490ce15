package dev.weft.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares that the data this method returns should exist.
 *
 * <p>The method's name is the last segment of the asset key, its parameters name the upstream assets, its return type says what
 * the value is, {@link #io} where it is stored. On a component of an {@link Outputs} record: the options of that output.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface Asset {

    /** The key's last segments where Java cannot spell them; the method's name if empty. */
    String name() default "";

    /** The group; the class's group if empty. */
    String group() default "";

    /** Owners, each {@code team:name} or an e-mail address. */
    String[] owners() default {};

    /** Tags, each {@code key=value} or {@code key}. */
    String[] tags() default {};

    /** Extra labels of technology, shown beside those that follow from the store. */
    String[] kinds() default {};

    /** The store's name, configured under {@code weft.io.<name>}. */
    String io() default "default";

    /** An explicit version of the logic; derived by Weft if empty. */
    String codeVersion() default "";

    /** The column that holds the partition key in a table; added by the store if empty. */
    String partitionColumn() default "";

    /** Says that a {@code void} asset gives the same content for the same inputs. */
    boolean deterministic() default false;

    /**
     * Says that the asset is a view: nothing is stored of it, and what reads it reads what lies behind it.
     *
     * <p>A method that returns a value is called wherever a reader of the asset needs it, and never has a step of its own. A {@code void} method makes a
     * view elsewhere, such as in a database: it runs when it has never run and when its own code changes, but never for the content of what the view
     * reads. Either way its readers are stale when the data behind the view, or the view's own code, changes.
     */
    boolean virtual() default false;

    /** A former key of this asset, whose history it continues; empty for none. */
    String formerly() default "";
}
