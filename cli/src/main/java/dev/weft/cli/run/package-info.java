/** What runs, and what ran: {@code materialize}, {@code check}, {@code observe}, {@code report}, {@code runs} and {@code run}. */
@NullMarked
package dev.weft.cli.run;

import org.jspecify.annotations.NullMarked;
