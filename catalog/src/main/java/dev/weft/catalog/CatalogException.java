package dev.weft.catalog;

/** Thrown where the catalog cannot be opened, read or written; the message says which one, why, and what to do. */
public final class CatalogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CatalogException(String message) {
        super(message);
    }

    public CatalogException(String message, Throwable cause) {
        super(message, cause);
    }
}
