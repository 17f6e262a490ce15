package com.example.orders;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A line of an order that counts, with all that reports ask for.
 *
 * @param day the order's day
 * @param orderId the order
 * @param customerId who bought
 * @param country two capital letters, or ?? where the shop does not know
 * @param category the product's category
 * @param product the product's name
 * @param quantity how many
 * @param amount what they cost together, in euros
 */
record Sale(
        LocalDate day,
        long orderId,
        long customerId,
        String country,
        String category,
        String product,
        int quantity,
        BigDecimal amount) {}
