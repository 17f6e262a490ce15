package dev.weft.spi;

import dev.weft.event.Content;
import dev.weft.event.Stored;

/**
 * A version that is complete and on disk, but not published.
 *
 * @param stored where it is
 * @param content what it holds
 */
public record Sealed(Stored stored, Content content) {}
