/** What every command has: common options, exit codes, errors of the person at the terminal. */
@NullMarked
package dev.weft.cli.command;

import org.jspecify.annotations.NullMarked;
