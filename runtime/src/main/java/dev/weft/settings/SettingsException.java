package dev.weft.settings;

/** Thrown where settings cannot be read or are wrong; the message names the file and line, or the variable, and never a value that may be secret. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SettingsException(String message) {
        super(message);
    }

    public SettingsException(String message, Throwable cause) {
        super(message, cause);
    }
}
