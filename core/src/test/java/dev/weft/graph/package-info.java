@NullMarked
package dev.weft.graph;

import org.jspecify.annotations.NullMarked;
