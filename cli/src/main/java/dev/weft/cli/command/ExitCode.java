package dev.weft.cli.command;

/** The exit codes of every command; documented in docs/cli.md. */
public final class ExitCode {

    public static final int OK = 0;
    /** Something that ran failed, or was blocked. */
    public static final int FAILED = 1;
    /** The command line, the project or its declarations are wrong; nothing ran. */
    public static final int WRONG_INPUT = 2;
    /** The catalog cannot be opened or written. */
    public static final int CATALOG = 3;
    /** {@code plan --exit-code}: there is work to do. */
    public static final int WORK_TO_DO = 10;
    /** Cancelled by Ctrl-C. */
    public static final int CANCELLED = 130;

    private ExitCode() {}
}
