package dev.weft.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Hands each test method, and each {@code @BeforeEach} method, a {@link WeftTest} of its own that asks for one as a parameter; it is closed after
 * the test.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(WeftExtension.class)
public @interface WithAssets {

    /** The classes that declare the assets under test; none: all that the class path declares. */
    Class<?>[] value() default {};

    /** Where the clock stands, such as {@code 2024-05-01T06:00:00Z}; without it, where the test began. */
    String at() default "";

    /** The partitions that are meant where a call names none: keys, or ranges {@code A...B}. */
    String[] partition() default {};
}
