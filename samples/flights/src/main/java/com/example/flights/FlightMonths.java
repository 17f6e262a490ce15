package com.example.flights;

import dev.weft.api.MonthlyPartitions;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The months that the {@link FlightDays} make up. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@MonthlyPartitions(start = "2001-01", end = "2001-02-01", timezone = "America/New_York")
@interface FlightMonths {}
