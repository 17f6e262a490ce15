package dev.weft.api;

import dev.weft.secret.Secrets;

/**
 * A text that is never printed, logged, stored or shown; {@link #reveal()} is the only way to it. From the moment it is made, Weft masks its text
 * in logs, metadata, errors, previews and output, also where code prints it without this wrapper.
 */
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    public static Secret of(String value) {
        Secrets.remember(value);
        return new Secret(value);
    }

    /** Returns the text itself, to hand to a driver. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
