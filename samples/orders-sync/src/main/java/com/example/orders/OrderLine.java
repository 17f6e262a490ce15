package com.example.orders;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One product of an order.
 *
 * @param day the order's day
 * @param orderId the order
 * @param productId the product
 * @param quantity how many
 * @param price what one of them cost then, in euros
 */
record OrderLine(LocalDate day, long orderId, long productId, int quantity, BigDecimal price) {}
