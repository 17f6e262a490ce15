/** What a project is told from outside of its code: {@code application.yml}, its environments, and the variables of the process. */
@NullMarked
package dev.weft.settings;

import org.jspecify.annotations.NullMarked;
