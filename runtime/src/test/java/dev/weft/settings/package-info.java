/** Tests of settings: files and variables, and what is said when they are wrong. */
@NullMarked
package dev.weft.settings;

import org.jspecify.annotations.NullMarked;
