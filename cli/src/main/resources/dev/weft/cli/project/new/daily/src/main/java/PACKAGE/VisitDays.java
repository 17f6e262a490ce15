package @@package@@;

import dev.weft.api.DailyPartitions;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The days that we have visits of, said once. */
@DailyPartitions(start = "2026-01-01", end = "2026-01-04")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface VisitDays {}
