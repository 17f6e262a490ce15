@org.jspecify.annotations.NullMarked
package dev.weft.observe;
