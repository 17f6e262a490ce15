package dev.weft.cli.project;

/**
 * What {@code weft doctor} found out about one thing.
 *
 * @param about what was looked at
 * @param state whether it is as it should be
 * @param text what was found
 * @param hint what to do about it; empty if nothing is to be done
 */
record Finding(String about, State state, String text, String hint) {

    /** How serious it is. */
    enum State {
        OK,
        WARNING,
        PROBLEM
    }

    static Finding ok(String about, String text) {
        return new Finding(about, State.OK, text, "");
    }

    static Finding warning(String about, String text, String hint) {
        return new Finding(about, State.WARNING, text, hint);
    }

    static Finding problem(String about, String text, String hint) {
        return new Finding(about, State.PROBLEM, text, hint);
    }
}
