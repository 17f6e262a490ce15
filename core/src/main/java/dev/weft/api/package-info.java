/** What user code is written against: annotations that declare assets, and the few types that their methods see. */
@NullMarked
package dev.weft.api;

import org.jspecify.annotations.NullMarked;
