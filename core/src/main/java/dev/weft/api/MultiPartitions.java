package dev.weft.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Slices an asset along several dimensions.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE, ElementType.RECORD_COMPONENT})
public @interface MultiPartitions {

    /** The dimensions. */
    Dimension[] value();

    /** One dimension: a name and exactly one kind of partitions. */
    @interface Dimension {

        /** The dimension's name. */
        String name();

        /** Fixed keys, if the dimension is static. */
        String[] keys() default {};

        /** The name of dynamic keys, if the dimension is dynamic. */
        String dynamic() default "";

        /** Days, if the dimension is daily. */
        DailyPartitions[] daily() default {};

        /** Months, if the dimension is monthly. */
        MonthlyPartitions[] monthly() default {};
    }
}
