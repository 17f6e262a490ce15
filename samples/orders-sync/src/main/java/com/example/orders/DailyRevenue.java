package com.example.orders;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What a day brought in one country and category.
 *
 * @param day the day
 * @param country the customers' country
 * @param category the products' category
 * @param orders in how many orders
 * @param revenue in euros
 */
record DailyRevenue(LocalDate day, String country, String category, long orders, BigDecimal revenue) {}
