package @@package@@;

import java.math.BigDecimal;

/** What a product has earned. */
record ProductRevenue(String product, long orders, BigDecimal revenue) {}
