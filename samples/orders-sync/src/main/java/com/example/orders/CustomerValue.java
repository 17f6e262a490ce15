package com.example.orders;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What a customer has brought so far.
 *
 * @param customerId the customer
 * @param orders how many orders
 * @param revenue in euros
 * @param lastOrder the day of the latest one
 */
record CustomerValue(long customerId, long orders, BigDecimal revenue, LocalDate lastOrder) {}
