/** Tests of resources, beans, and the class loader of user code. */
@NullMarked
package dev.weft.discovery;

import org.jspecify.annotations.NullMarked;
