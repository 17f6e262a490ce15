package dev.weft.selection;

/** Thrown where a text is no selection; the message shows the place and says what could stand there. */
public final class SelectionSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Reason {
        /** The text does not follow the grammar. */
        GRAMMAR,
        /** The text follows the grammar, but an attribute does not take the value. */
        VALUE
    }

    private final Reason reason;
    private final int column;

    SelectionSyntaxException(Reason reason, String text, int column, String found, String expected) {
        super("%s at column %d of the selection %s. There could stand: %s.".formatted(found, column, text, expected));
        this.reason = reason;
        this.column = column;
    }

    public Reason reason() {
        return reason;
    }

    /** Returns the column, from 1. */
    public int column() {
        return column;
    }
}
