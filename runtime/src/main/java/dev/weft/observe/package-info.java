/** Looks at data that is made elsewhere: files, resources of web servers, tables. */
@NullMarked
package dev.weft.observe;

import org.jspecify.annotations.NullMarked;
