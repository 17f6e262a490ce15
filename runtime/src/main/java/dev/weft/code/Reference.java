package dev.weft.code;

/**
 * What a piece of byte code names.
 *
 * @param how how it is named
 * @param owner the internal name of the class
 * @param name the member's name; empty where a class is meant
 * @param descriptor the member's descriptor; empty where a class is meant
 */
record Reference(How how, String owner, String name, String descriptor) {

    /** The ways of naming something; each makes other code reachable. */
    enum How {
        /** Exactly this method runs. */
        EXACT,
        /** This method runs, or one that overrides it. */
        VIRTUAL,
        /** A static field is read or written. */
        STATIC_FIELD,
        /** An instance of the class is made. */
        NEW,
        /** The class is asked for as a type: a cast, a test, a caught exception. */
        TYPE,
        /** The class is handed over as an object, so that somebody may look at all of it. */
        LITERAL
    }

    static Reference type(How how, String owner) {
        return new Reference(how, owner, "", "");
    }
}
