package @@package@@;

import java.math.BigDecimal;

/**
 * A line of an order.
 *
 * @param id the order's number
 * @param product what was bought
 * @param quantity how many of it
 * @param price the price of one
 */
record Order(int id, String product, int quantity, BigDecimal price) {

    /** Reads a line such as {@code 1,tea,2,3.50}. */
    static Order parse(String line) {
        var cells = line.split(",", -1);
        return new Order(
                Integer.parseInt(cells[0]), cells[1], Integer.parseInt(cells[2]), new BigDecimal(cells[3]));
    }

    BigDecimal sum() {
        return price.multiply(BigDecimal.valueOf(quantity));
    }
}
