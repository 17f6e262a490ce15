/** What happened: the facts that the event log keeps. */
@NullMarked
package dev.weft.event;

import org.jspecify.annotations.NullMarked;
