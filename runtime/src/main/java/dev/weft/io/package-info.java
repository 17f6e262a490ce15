/** Stores for values of assets: files as Parquet and JSON, folders of files, nothing. */
@NullMarked
package dev.weft.io;

import org.jspecify.annotations.NullMarked;
