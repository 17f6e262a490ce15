package dev.weft.cli;

/** The exit codes of every command; documented in docs/cli.md. */
final class ExitCode {

    static final int OK = 0;
    /** Something that ran failed, or was blocked. */
    static final int FAILED = 1;
    /** The command line, the project or its declarations are wrong; nothing ran. */
    static final int WRONG_INPUT = 2;
    /** The catalog cannot be opened or written. */
    static final int CATALOG = 3;
    /** {@code plan --exit-code}: there is work to do. */
    static final int WORK_TO_DO = 10;
    /** Cancelled by Ctrl-C. */
    static final int CANCELLED = 130;

    private ExitCode() {}
}
