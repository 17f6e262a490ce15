package dev.weft.spi;

import dev.weft.event.Stored;

/** Thrown where a stored version is gone or corrupt. */
public final class LostVersionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Stored version;

    public LostVersionException(Stored version, String message, @org.jspecify.annotations.Nullable Throwable cause) {
        super(message, cause);
        this.version = version;
    }

    public Stored version() {
        return version;
    }
}
