package dev.weft.api;

/** How much a check's result weighs. */
public enum Severity {
    /** All is well. */
    PASS,
    /** Somebody should look. */
    WARN,
    /** The content is wrong; a blocking check keeps it from being published. */
    FAIL
}
