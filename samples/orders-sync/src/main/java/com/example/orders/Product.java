package com.example.orders;

/**
 * A product.
 *
 * @param id its number
 * @param name what people call it
 * @param category the shelf it stands on
 */
record Product(long id, String name, String category) {}
