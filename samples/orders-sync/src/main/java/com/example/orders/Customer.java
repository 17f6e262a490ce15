package com.example.orders;

import java.util.Optional;

/**
 * A customer as the shop keeps it.
 *
 * @param id the customer's number
 * @param email where to reach them, if they said so
 * @param country two letters, in any spelling
 */
record Customer(long id, Optional<String> email, String country) {}
