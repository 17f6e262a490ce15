/** What people and programs read of the results: a table, JSON, a page with plots. */
@NullMarked
package dev.weft.benchmarks.report;

import org.jspecify.annotations.NullMarked;
