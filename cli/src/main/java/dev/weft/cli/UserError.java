package dev.weft.cli;

/** Something that the person at the terminal can mend; its message is all that is shown. */
final class UserError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UserError(String message) {
        super(message);
    }
}
