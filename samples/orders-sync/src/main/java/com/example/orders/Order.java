package com.example.orders;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * An order as the shop keeps it.
 *
 * @param day the day when it was placed
 * @param id its number
 * @param customerId who placed it
 * @param placedAt when, in the shop's time
 * @param status new, paid, shipped, cancelled; in any spelling
 */
record Order(LocalDate day, long id, long customerId, LocalDateTime placedAt, String status) {}
