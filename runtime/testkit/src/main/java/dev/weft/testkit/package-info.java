/** What users test their assets with: an instance in memory, a clock set by hand, assertions in the words of assets. */
@NullMarked
package dev.weft.testkit;

import org.jspecify.annotations.NullMarked;
