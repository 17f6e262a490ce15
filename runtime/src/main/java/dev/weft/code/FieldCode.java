package dev.weft.code;

import java.util.List;

/**
 * A field as its class file has it.
 *
 * @param label how it is told from all other code
 * @param isStatic whether it belongs to the class
 * @param signature its type, with generics
 * @param fingerprint of its constant, or of the instructions that give it its first value where nothing else depends on when they run
 * @param references what those name
 * @param shape what libraries that look at fields see of it
 */
record FieldCode(
        String name,
        String label,
        boolean isStatic,
        String signature,
        String fingerprint,
        List<Reference> references,
        String shape) {}
