/** What the command line writes on: a terminal with its width and colours, tables, one line of JSON, numbers as people read them. */
@NullMarked
package dev.weft.cli.terminal;

import org.jspecify.annotations.NullMarked;
