package com.example.orders;

import dev.weft.api.DailyPartitions;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The shop's days, from its first one to yesterday. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@DailyPartitions(start = Days.FIRST, timezone = Days.ZONE)
@interface Days {

    String FIRST = "2026-11-01";
    String ZONE = "Europe/Berlin";
}
