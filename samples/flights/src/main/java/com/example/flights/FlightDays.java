package com.example.flights;

import dev.weft.api.DailyPartitions;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The days of January 2001, said once for all assets that come by day. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@DailyPartitions(start = "2001-01-01", end = "2001-02-01", timezone = "America/New_York")
@interface FlightDays {}
