@NullMarked
package dev.weft.plan;

import org.jspecify.annotations.NullMarked;
