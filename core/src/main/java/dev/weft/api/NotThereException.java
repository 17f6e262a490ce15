package dev.weft.api;

/**
 * Says that external data does not exist yet, or no more: thrown by the method that observes it. That is no failure; what needs the data waits for it.
 */
public final class NotThereException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param message what is not there, as a sentence: {@code There is no file /drop/2001-01-07.csv.} */
    public NotThereException(String message) {
        super(message);
    }
}
