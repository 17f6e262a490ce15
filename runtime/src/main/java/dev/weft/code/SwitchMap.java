package dev.weft.code;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IntInsnNode;

/**
 * The class in which javac numbers the constants of enums for {@code switch}: one for all methods of a top-level class, so that a switch in one
 * changes the numbers in another. The numbers are turned back into the constants.
 */
final class SwitchMap {

    private static final String PREFIX = "$SwitchMap$";

    private final Map<String, Map<Integer, String>> constants;

    private SwitchMap(Map<String, Map<Integer, String>> constants) {
        this.constants = constants;
    }

    static Optional<SwitchMap> of(ClassNode type) {
        boolean isOne = (type.access & Opcodes.ACC_SYNTHETIC) != 0
                && type.fields.stream().anyMatch(field -> field.name.startsWith(PREFIX));
        if (!isOne) {
            return Optional.empty();
        }
        var constants = new HashMap<String, Map<Integer, String>>();
        for (var method : type.methods) {
            if (method.name.equals("<clinit>")) {
                String map = "";
                String constant = "";
                int number = 0;
                for (var instruction : method.instructions) {
                    if (instruction instanceof FieldInsnNode field && field.getOpcode() == Opcodes.GETSTATIC) {
                        if (field.name.startsWith(PREFIX)) {
                            map = field.name;
                        } else {
                            constant = field.name;
                        }
                    } else if (instruction.getOpcode() == Opcodes.IASTORE) {
                        constants.computeIfAbsent(map, name -> new HashMap<>()).put(number, constant);
                    } else {
                        var pushed = pushed(instruction);
                        number = pushed == null ? number : pushed;
                    }
                }
            }
        }
        return Optional.of(new SwitchMap(constants));
    }

    static boolean isMap(String field) {
        return field.startsWith(PREFIX);
    }

    /** Returns the constant that has a number, or the number. */
    String constant(String field, int number) {
        return constants.getOrDefault(field, Map.of()).getOrDefault(number, Integer.toString(number));
    }

    private static @Nullable Integer pushed(AbstractInsnNode instruction) {
        int opcode = instruction.getOpcode();
        if (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5) {
            return opcode - Opcodes.ICONST_0;
        }
        if (instruction instanceof IntInsnNode integer && opcode != Opcodes.NEWARRAY) {
            return integer.operand;
        }
        return instruction instanceof org.objectweb.asm.tree.LdcInsnNode constant
                        && constant.cst instanceof Integer value
                ? value
                : null;
    }
}
