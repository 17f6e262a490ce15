/** Versions of users' code, derived from its byte code: what is read, what reaches what, and what of it is kept. */
@NullMarked
package dev.weft.code;

import org.jspecify.annotations.NullMarked;
