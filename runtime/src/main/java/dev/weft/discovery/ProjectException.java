package dev.weft.discovery;

/** Thrown where a user project cannot be opened or compiled; the message says why and what to do. */
public final class ProjectException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ProjectException(String message) {
        super(message);
    }

    public ProjectException(String message, Throwable cause) {
        super(message, cause);
    }
}
