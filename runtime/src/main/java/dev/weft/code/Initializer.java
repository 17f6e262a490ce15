package dev.weft.code;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;

/**
 * The static initializer of a class, taken apart: a logger or a pattern that is added to a class must not change every method that uses the class.
 *
 * <p>It is cut where the stack is empty after a static field of the class was set. A piece belongs to its field alone if it sets nothing else,
 * runs no code of the project, looks at no other object of the class, and is not jumped into or out of; what is left over belongs to the class.
 */
final class Initializer {

    private final String owner;
    private final MethodNode method;
    private final Map<String, List<AbstractInsnNode>> byField = new HashMap<>();
    private final List<AbstractInsnNode> rest = new ArrayList<>();
    private final Predicate<String> isProject;

    /** @param isProject tells whether the class of an internal name is the project's */
    Initializer(String owner, MethodNode method, Predicate<String> isProject) {
        this.owner = owner;
        this.method = method;
        this.isProject = isProject;
        takeApart();
    }

    /** Returns what sets each field that depends on nothing else. */
    Map<String, List<AbstractInsnNode>> byField() {
        return byField;
    }

    /** Returns everything else; nothing but the return where there is nothing else. */
    List<AbstractInsnNode> rest() {
        return rest;
    }

    boolean isEmpty() {
        return rest.stream()
                .noneMatch(instruction -> instruction.getOpcode() >= 0 && instruction.getOpcode() != Opcodes.RETURN);
    }

    private void takeApart() {
        var pieces = pieces();
        var places = new HashMap<LabelNode, Integer>();
        for (int i = 0; i < pieces.size(); i++) {
            for (var instruction : pieces.get(i)) {
                if (instruction instanceof LabelNode label) {
                    places.put(label, i);
                }
            }
        }
        var entangled = new HashSet<Integer>();
        for (int i = 0; i < pieces.size(); i++) {
            for (var instruction : pieces.get(i)) {
                for (var target : targets(instruction)) {
                    int place = places.getOrDefault(target, -1);
                    if (place != i) {
                        entangled.add(i);
                        entangled.add(place);
                    }
                }
            }
        }
        boolean catches = !method.tryCatchBlocks.isEmpty();
        var set = new HashSet<String>();
        var twice = new HashSet<String>();
        pieces.forEach(piece -> setBy(piece).forEach(field -> {
            if (!set.add(field)) {
                twice.add(field);
            }
        }));
        for (int i = 0; i < pieces.size(); i++) {
            var piece = pieces.get(i);
            var fields = setBy(piece);
            boolean alone = !catches
                    && !entangled.contains(i)
                    && fields.size() == 1
                    && !twice.containsAll(fields)
                    && piece.stream().allMatch(this::dependsOnNothing);
            if (alone) {
                byField.put(fields.iterator().next(), piece);
            } else {
                rest.addAll(piece);
            }
        }
    }

    private List<List<AbstractInsnNode>> pieces() {
        var instructions = method.instructions.toArray();
        var pieces = new ArrayList<List<AbstractInsnNode>>();
        var piece = new ArrayList<AbstractInsnNode>();
        try {
            var frames = new Analyzer<>(new BasicInterpreter()).analyze(owner, method);
            for (int i = 0; i < instructions.length; i++) {
                piece.add(instructions[i]);
                boolean empty = i + 1 < frames.length && frames[i + 1] != null && frames[i + 1].getStackSize() == 0;
                if (isOwnField(instructions[i], Opcodes.PUTSTATIC) && empty) {
                    pieces.add(piece);
                    piece = new ArrayList<>();
                }
            }
        } catch (AnalyzerException e) {
            return List.of(List.of(instructions));
        }
        pieces.add(piece);
        return pieces;
    }

    private Set<String> setBy(List<AbstractInsnNode> piece) {
        var fields = new HashSet<String>();
        for (var instruction : piece) {
            if (instruction instanceof FieldInsnNode field && isOwnField(instruction, Opcodes.PUTSTATIC)) {
                fields.add(field.name);
            }
        }
        return fields;
    }

    private boolean isOwnField(AbstractInsnNode instruction, int opcode) {
        return instruction instanceof FieldInsnNode field && field.getOpcode() == opcode && field.owner.equals(owner);
    }

    private boolean dependsOnNothing(AbstractInsnNode instruction) {
        if (instruction instanceof FieldInsnNode field) {
            boolean constant = field.desc.length() == 1 || field.desc.equals("Ljava/lang/String;");
            return isOwnField(field, Opcodes.PUTSTATIC)
                    || (isOwnField(field, Opcodes.GETSTATIC) && constant)
                    || (field.getOpcode() == Opcodes.GETSTATIC && !isProject.test(field.owner));
        }
        if (instruction instanceof MethodInsnNode call) {
            return !isProject.test(call.owner);
        }
        if (instruction instanceof TypeInsnNode type) {
            return type.getOpcode() != Opcodes.NEW || !isProject.test(type.desc);
        }
        if (instruction instanceof InvokeDynamicInsnNode dynamic) {
            return Arrays.stream(dynamic.bsmArgs)
                    .noneMatch(argument -> argument instanceof Handle handle && isProject.test(handle.getOwner()));
        }
        return instruction.getOpcode() != Opcodes.RETURN && instruction.getOpcode() != Opcodes.ATHROW;
    }

    private static List<LabelNode> targets(AbstractInsnNode instruction) {
        if (instruction instanceof JumpInsnNode jump) {
            return List.of(jump.label);
        } else if (instruction instanceof TableSwitchInsnNode table) {
            return plus(table.labels, table.dflt);
        } else if (instruction instanceof LookupSwitchInsnNode lookup) {
            return plus(lookup.labels, lookup.dflt);
        }
        return List.of();
    }

    private static List<LabelNode> plus(List<LabelNode> labels, LabelNode one) {
        var all = new ArrayList<>(labels);
        all.add(one);
        return all;
    }
}
