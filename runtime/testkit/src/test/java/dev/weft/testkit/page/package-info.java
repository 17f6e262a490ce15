/** The code of docs/testing.md, so that it compiles and runs. */
@NullMarked
package dev.weft.testkit.page;

import org.jspecify.annotations.NullMarked;
