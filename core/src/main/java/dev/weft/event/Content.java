package dev.weft.event;

import dev.weft.api.DataVersion;
import dev.weft.asset.Column;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a store found out about a version's content while writing it.
 *
 * @param dataVersion the hash of the logical content
 * @param rows the number of rows; empty if it has none
 * @param bytes the size on disk; empty if unknown
 * @param columns the schema of rows; empty for other values
 * @param preview the first rows or the beginning of the value, as JSON of at most a few kilobytes; empty for none
 */
public record Content(
        DataVersion dataVersion, OptionalLong rows, OptionalLong bytes, List<Column> columns, String preview) {

    public Content {
        columns = List.copyOf(columns);
    }
}
