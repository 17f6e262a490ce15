package dev.weft.code;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Instructions as text, and what they name.
 *
 * <p>The text is the same for the same code wherever it stands: labels are numbered by place, a method that the compiler made for a lambda is
 * written where the lambda stands, a case of a switch over an enum is the constant's name. There are no line numbers, names of local variables,
 * indexes into the constant pool or stack frames in it.
 */
final class BodyText {

    private final Nest nest;
    private final String owner;
    private final StringBuilder text = new StringBuilder();
    private final Set<Reference> references = new LinkedHashSet<>();
    private final Set<String> types = new LinkedHashSet<>();
    private final Set<String> inlining;
    private boolean reflective;

    BodyText(Nest nest, String owner) {
        this(nest, owner, new HashSet<>());
    }

    private BodyText(Nest nest, String owner, Set<String> inlining) {
        this.nest = nest;
        this.owner = owner;
        this.inlining = inlining;
    }

    /** Adds a whole method. */
    BodyText of(MethodNode method) {
        return of(method, Arrays.asList(method.instructions.toArray()));
    }

    /** Adds a part of a method; its jumps stay inside of the part. */
    BodyText of(MethodNode method, List<AbstractInsnNode> instructions) {
        new Part(method, instructions).write();
        return this;
    }

    String text() {
        return text.toString();
    }

    List<Reference> references() {
        return List.copyOf(references);
    }

    /** Returns the internal names of the classes that are named, in order. */
    Set<String> types() {
        return types;
    }

    boolean isReflective() {
        return reflective;
    }

    private String type(String internalName) {
        var element = internalName.startsWith("[") ? Type.getType(internalName).getElementType() : null;
        if (element == null) {
            types.add(internalName);
        } else if (element.getSort() == Type.OBJECT) {
            types.add(element.getInternalName());
        }
        return nest.label(internalName);
    }

    private void refer(Reference.How how, String internalName) {
        var name = internalName.startsWith("[")
                ? Type.getType(internalName).getElementType().getInternalName()
                : internalName;
        references.add(Reference.type(how, name));
    }

    private void refer(Reference.How how, String member, String name, String descriptor) {
        if (!member.startsWith("[")) {
            references.add(new Reference(how, member, name, descriptor));
        }
    }

    private String quoted(String value) {
        return value.length() + ":" + value;
    }

    private void inline(String where, MethodNode method) {
        var key = where + "." + method.name + method.desc;
        if (!inlining.add(key)) {
            text.append("{again}");
            return;
        }
        var inner = new BodyText(nest, where, inlining).of(method);
        inlining.remove(key);
        text.append('{')
                .append(nest.descriptor(method.desc))
                .append('\n')
                .append(inner.text)
                .append('}');
        references.addAll(inner.references);
        types.addAll(inner.types);
        reflective |= inner.reflective;
    }

    private void handle(Handle handle) {
        text.append(handle.getTag()).append(' ');
        var made = nest.madeByCompiler(handle.getOwner(), handle.getName(), handle.getDesc());
        if (made != null) {
            inline(handle.getOwner(), made);
            return;
        }
        text.append(type(handle.getOwner()))
                .append('.')
                .append(nest.fieldName(handle.getOwner(), handle.getName()))
                .append(nest.descriptor(handle.getDesc()));
        switch (handle.getTag()) {
            case Opcodes.H_INVOKEVIRTUAL, Opcodes.H_INVOKEINTERFACE ->
                refer(Reference.How.VIRTUAL, handle.getOwner(), handle.getName(), handle.getDesc());
            case Opcodes.H_NEWINVOKESPECIAL -> {
                refer(Reference.How.NEW, handle.getOwner());
                refer(Reference.How.EXACT, handle.getOwner(), handle.getName(), handle.getDesc());
            }
            case Opcodes.H_GETSTATIC, Opcodes.H_PUTSTATIC ->
                refer(Reference.How.STATIC_FIELD, handle.getOwner(), handle.getName(), handle.getDesc());
            case Opcodes.H_GETFIELD, Opcodes.H_PUTFIELD -> {
                // Its value comes from a constructor, which somebody calls.
            }
            default -> refer(Reference.How.EXACT, handle.getOwner(), handle.getName(), handle.getDesc());
        }
    }

    private void constant(Object value) {
        if (value instanceof String string) {
            text.append("string ").append(quoted(string));
        } else if (value instanceof Type type) {
            typeConstant(type);
        } else if (value instanceof Handle handle) {
            handle(handle);
        } else if (value instanceof ConstantDynamic dynamic) {
            text.append("dynamic ").append(quoted(dynamic.getName())).append(nest.descriptor(dynamic.getDescriptor()));
            handle(dynamic.getBootstrapMethod());
            for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
                text.append(',');
                constant(dynamic.getBootstrapMethodArgument(i));
            }
        } else if (value instanceof Double number) {
            text.append("double ").append(Double.doubleToRawLongBits(number));
        } else if (value instanceof Float number) {
            text.append("float ").append(Float.floatToRawIntBits(number));
        } else {
            text.append(value.getClass().getSimpleName()).append(' ').append(value);
        }
    }

    private void typeConstant(Type type) {
        text.append("type ").append(nest.descriptor(type.getDescriptor()));
        if (type.getSort() == Type.METHOD) {
            return;
        }
        var element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
        if (element.getSort() == Type.OBJECT) {
            var name = element.getInternalName();
            types.add(name);
            // A class that names itself does so for its logger, or to find a file beside it.
            boolean itself = owner.equals(name) || owner.startsWith(name + "$");
            refer(itself ? Reference.How.TYPE : Reference.How.LITERAL, name);
        }
    }

    /** A run of instructions with labels of its own. */
    private final class Part {

        private final MethodNode method;
        private final List<AbstractInsnNode> instructions;
        private final Map<LabelNode, Integer> labels = new HashMap<>();
        private final Deque<FieldInsnNode> switchMaps = new ArrayDeque<>();

        Part(MethodNode method, List<AbstractInsnNode> instructions) {
            this.method = method;
            this.instructions = instructions;
        }

        void write() {
            numberLabels();
            for (var instruction : instructions) {
                write(instruction);
            }
            for (var block : method.tryCatchBlocks) {
                if (labels.containsKey(block.start)) {
                    text.append("try ")
                            .append(labels.get(block.start))
                            .append(' ')
                            .append(labels.get(block.end))
                            .append(' ')
                            .append(labels.get(block.handler))
                            .append(' ');
                    if (block.type != null) {
                        text.append(type(block.type));
                        refer(Reference.How.TYPE, block.type);
                    }
                    text.append('\n');
                }
            }
        }

        private void numberLabels() {
            var targets = new HashSet<LabelNode>();
            for (var instruction : instructions) {
                if (instruction instanceof JumpInsnNode jump) {
                    targets.add(jump.label);
                } else if (instruction instanceof TableSwitchInsnNode table) {
                    targets.addAll(table.labels);
                    targets.add(table.dflt);
                } else if (instruction instanceof LookupSwitchInsnNode lookup) {
                    targets.addAll(lookup.labels);
                    targets.add(lookup.dflt);
                }
            }
            method.tryCatchBlocks.forEach(block -> targets.addAll(List.of(block.start, block.end, block.handler)));
            for (var instruction : instructions) {
                if (instruction instanceof LabelNode label && targets.contains(label)) {
                    labels.put(label, labels.size());
                }
            }
        }

        private void write(AbstractInsnNode instruction) {
            if (instruction instanceof LabelNode label) {
                var number = labels.get(label);
                if (number != null) {
                    text.append('L').append(number).append('\n');
                }
                return;
            }
            int opcode = instruction.getOpcode();
            if (opcode < 0) {
                return;
            }
            text.append(opcode);
            switch (instruction.getType()) {
                case AbstractInsnNode.VAR_INSN -> text.append(' ').append(((VarInsnNode) instruction).var);
                case AbstractInsnNode.INT_INSN -> text.append(' ').append(((IntInsnNode) instruction).operand);
                case AbstractInsnNode.IINC_INSN -> {
                    var increment = (IincInsnNode) instruction;
                    text.append(' ').append(increment.var).append(' ').append(increment.incr);
                }
                case AbstractInsnNode.JUMP_INSN -> jump((JumpInsnNode) instruction);
                case AbstractInsnNode.TYPE_INSN -> typeInstruction((TypeInsnNode) instruction);
                case AbstractInsnNode.FIELD_INSN -> field((FieldInsnNode) instruction);
                case AbstractInsnNode.METHOD_INSN -> call((MethodInsnNode) instruction);
                case AbstractInsnNode.INVOKE_DYNAMIC_INSN -> dynamic((InvokeDynamicInsnNode) instruction);
                case AbstractInsnNode.LDC_INSN -> {
                    text.append(' ');
                    constant(((LdcInsnNode) instruction).cst);
                }
                case AbstractInsnNode.TABLESWITCH_INSN -> {
                    var table = (TableSwitchInsnNode) instruction;
                    var cases = new TreeMap<Integer, LabelNode>();
                    for (int i = 0; i < table.labels.size(); i++) {
                        cases.put(table.min + i, table.labels.get(i));
                    }
                    choice(instruction, cases, table.dflt);
                }
                case AbstractInsnNode.LOOKUPSWITCH_INSN -> {
                    var lookup = (LookupSwitchInsnNode) instruction;
                    var cases = new TreeMap<Integer, LabelNode>();
                    for (int i = 0; i < lookup.labels.size(); i++) {
                        cases.put(lookup.keys.get(i), lookup.labels.get(i));
                    }
                    choice(instruction, cases, lookup.dflt);
                }
                case AbstractInsnNode.MULTIANEWARRAY_INSN -> {
                    var array = (MultiANewArrayInsnNode) instruction;
                    text.append(' ').append(type(array.desc)).append(' ').append(array.dims);
                }
                default -> {
                    // Nothing but its opcode.
                }
            }
            text.append('\n');
        }

        private void jump(JumpInsnNode jump) {
            text.append(" L").append(labels.get(jump.label));
        }

        private void typeInstruction(TypeInsnNode instruction) {
            text.append(' ').append(type(instruction.desc));
            if (!isPrimitiveArray(instruction.desc)) {
                refer(
                        instruction.getOpcode() == Opcodes.NEW ? Reference.How.NEW : Reference.How.TYPE,
                        instruction.desc);
            }
        }

        private boolean isPrimitiveArray(String name) {
            return name.startsWith("[") && Type.getType(name).getElementType().getSort() != Type.OBJECT;
        }

        private void field(FieldInsnNode field) {
            if (SwitchMap.isMap(field.name) && nest.switchMap(field.owner) != null) {
                switchMaps.push(field);
                text.append(" switch map");
                return;
            }
            text.append(' ')
                    .append(type(field.owner))
                    .append('.')
                    .append(nest.fieldName(field.owner, field.name))
                    .append(' ')
                    .append(nest.descriptor(field.desc));
            if (field.getOpcode() == Opcodes.GETSTATIC || field.getOpcode() == Opcodes.PUTSTATIC) {
                refer(Reference.How.STATIC_FIELD, field.owner, field.name, field.desc);
            }
        }

        private void call(MethodInsnNode call) {
            var made = nest.madeByCompiler(call.owner, call.name, call.desc);
            if (made != null && !call.name.equals("<init>")) {
                text.append(' ');
                inline(call.owner, made);
                return;
            }
            text.append(' ')
                    .append(type(call.owner))
                    .append('.')
                    .append(call.name)
                    .append(nest.descriptor(call.desc));
            boolean exact = call.getOpcode() == Opcodes.INVOKESTATIC || call.getOpcode() == Opcodes.INVOKESPECIAL;
            refer(exact ? Reference.How.EXACT : Reference.How.VIRTUAL, call.owner, call.name, call.desc);
            reflective |= Reflection.looksForCode(call.owner, call.name);
        }

        private void dynamic(InvokeDynamicInsnNode dynamic) {
            text.append(' ')
                    .append(quoted(dynamic.name))
                    .append(nest.descriptor(dynamic.desc))
                    .append(' ');
            handle(dynamic.bsm);
            for (var argument : dynamic.bsmArgs) {
                text.append(',');
                constant(argument);
            }
        }

        /** A dense switch and a sparse one that choose the same are written the same. */
        private void choice(AbstractInsnNode instruction, Map<Integer, LabelNode> cases, LabelNode otherwise) {
            var map = isByOrdinal(instruction) && !switchMaps.isEmpty() ? switchMaps.pop() : null;
            var targets = new TreeMap<String, Integer>();
            cases.forEach((key, label) -> {
                if (label != otherwise) {
                    targets.put(caseOf(map, key), labels.get(label));
                }
            });
            text.setLength(
                    text.length() - Integer.toString(instruction.getOpcode()).length());
            text.append("switch ").append(targets).append(" else L").append(labels.get(otherwise));
        }

        private String caseOf(@org.jspecify.annotations.Nullable FieldInsnNode map, int key) {
            if (map == null) {
                return Integer.toString(key);
            }
            var switchMap = nest.switchMap(map.owner);
            return switchMap == null ? Integer.toString(key) : switchMap.constant(map.name, key);
        }

        private boolean isByOrdinal(AbstractInsnNode instruction) {
            var before = instruction.getPrevious();
            while (before != null && before.getOpcode() < 0) {
                before = before.getPrevious();
            }
            return before != null && before.getOpcode() == Opcodes.IALOAD;
        }
    }
}
