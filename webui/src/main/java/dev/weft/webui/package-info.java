/** The HTTP side of an instance and the browser application that it serves. */
@NullMarked
package dev.weft.webui;

import org.jspecify.annotations.NullMarked;
