package dev.weft.code;

import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;

/**
 * A method as its class file has it.
 *
 * @param name its name
 * @param descriptor its parameters and its result
 * @param signature the same with generics; equal to the descriptor where there are none
 * @param access its access flags
 * @param label how it is told from all other code
 * @param fingerprint of its instructions, with those that the compiler moved into methods of its own; empty for a bridge
 * @param references what it names
 * @param provides the name under which it provides a resource; empty text for none
 * @param parameterNames of each parameter the name that {@code @Named} asks for; empty text for none
 * @param dependsOn the internal names in its {@code @DependsOnCode}
 * @param isReflective whether it looks for code by name
 */
record MethodCode(
        String name,
        String descriptor,
        String signature,
        int access,
        String label,
        String fingerprint,
        List<Reference> references,
        Optional<String> provides,
        List<String> parameterNames,
        List<String> dependsOn,
        boolean isReflective) {

    boolean is(int flag) {
        return (access & flag) != 0;
    }

    boolean isStatic() {
        return is(Opcodes.ACC_STATIC);
    }

    boolean isConstructor() {
        return name.equals("<init>");
    }

    /** Tells whether the source has it, or it passes on to one that the source has. */
    boolean isDeclared() {
        return !is(Opcodes.ACC_SYNTHETIC) || is(Opcodes.ACC_BRIDGE);
    }
}
