package dev.weft.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Slices an asset by week.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE, ElementType.RECORD_COMPONENT})
public @interface WeeklyPartitions {

    /** The first partition's day, {@code yyyy-MM-dd}. */
    String start();

    /** The day before which partitions end, {@code yyyy-MM-dd}; open if empty. */
    String end() default "";

    /** The time zone whose days count. */
    String timezone() default "UTC";

    /** Partitions to add after the last one that is complete (negative: to hold back). */
    int endOffset() default 0;

    /** The day on which a week begins. */
    java.time.DayOfWeek firstDay() default java.time.DayOfWeek.SUNDAY;
}
