package dev.weft.code;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A top-level class and all that is declared inside of it: the part of a project in which a compiler invents names.
 *
 * <p>An anonymous or local class is numbered through the whole top-level class, so another one before it renames it. Here it is named by the
 * method in whose instructions it is first met, and its number among those of that method.
 */
final class Nest {

    /** A class file of Java 1 has version 45. */
    private static final int FIRST_CLASS_FILE_VERSION = 44;

    private final Map<String, ClassNode> classes = new TreeMap<>();
    private final Map<String, Map<String, MethodNode>> methods = new HashMap<>();
    private final Map<String, Map<String, String>> fieldNames = new HashMap<>();
    private final Map<String, SwitchMap> switchMaps = new HashMap<>();
    private final Map<String, String> labels = new HashMap<>();
    private final Map<String, Integer> numbered = new HashMap<>();

    private Nest() {}

    private static ClassReader reader(byte[] file) {
        try {
            return new ClassReader(file);
        } catch (IllegalArgumentException e) {
            int java = ((file[6] & 0xff) << 8 | (file[7] & 0xff)) - FIRST_CLASS_FILE_VERSION;
            throw new IllegalArgumentException(
                    "A class of the project was compiled for Java %d, which this version of Weft cannot read; it runs on Java %d here. Compile the project with --release %d."
                            .formatted(
                                    java,
                                    Runtime.version().feature(),
                                    Math.min(java, Runtime.version().feature())),
                    e);
        }
    }

    /** Reads the class files of a top-level class. */
    static Nest read(List<byte[]> files) {
        var nest = new Nest();
        for (var file : files) {
            var node = new ClassNode();
            reader(file).accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            nest.classes.put(node.name, node);
        }
        nest.classes.values().forEach(nest::index);
        nest.nameTheUnnamed();
        return nest;
    }

    /** Returns the classes that the source declares, in the order of their names. */
    List<ClassNode> classes() {
        return classes.values().stream()
                .filter(type -> !switchMaps.containsKey(type.name))
                .toList();
    }

    private void index(ClassNode type) {
        var byName = new LinkedHashMap<String, MethodNode>();
        type.methods.forEach(method -> byName.put(method.name + method.desc, method));
        methods.put(type.name, byName);
        fieldNames.put(type.name, capturedNames(type));
        SwitchMap.of(type).ifPresent(map -> switchMaps.put(type.name, map));
    }

    /** What a class captures, the compiler keeps in fields that it names after local variables. */
    private static Map<String, String> capturedNames(ClassNode type) {
        var names = new HashMap<String, String>();
        for (FieldNode field : type.fields) {
            if ((field.access & Opcodes.ACC_SYNTHETIC) != 0 && (field.access & Opcodes.ACC_STATIC) == 0) {
                names.put(field.name, "captured" + names.size());
            }
        }
        return names;
    }

    private void nameTheUnnamed() {
        var unnamed = classes.values().stream()
                .filter(type -> type.outerClass != null && !switchMaps.containsKey(type.name))
                .map(type -> type.name)
                .toList();
        if (unnamed.isEmpty()) {
            return;
        }
        classes.values().stream().filter(type -> type.outerClass == null).forEach(this::nameWhatItMakes);
        for (var left : unnamed) {
            if (!labels.containsKey(left)) {
                name(left, "unused");
            }
        }
    }

    private void nameWhatItMakes(ClassNode type) {
        type.methods.stream()
                .filter(method -> (method.access & Opcodes.ACC_SYNTHETIC) == 0)
                .sorted(java.util.Comparator.comparing((MethodNode method) -> method.name + method.desc))
                .forEach(method -> {
                    for (var named : new BodyText(this, type.name).of(method).types()) {
                        var inner = classes.get(named);
                        if (inner != null
                                && inner.outerClass != null
                                && !labels.containsKey(named)
                                && !switchMaps.containsKey(named)) {
                            name(named, label(type.name) + "$" + word(method.name));
                            nameWhatItMakes(inner);
                        }
                    }
                });
    }

    private void name(String type, String where) {
        labels.put(type, where + "~" + (numbered.merge(where, 1, Integer::sum) - 1));
    }

    private static String word(String method) {
        return switch (method) {
            case "<init>" -> "new";
            case "<clinit>" -> "static";
            default -> method;
        };
    }

    /** Returns a method that the compiler made for code which stands elsewhere in the source; null for any other. */
    @org.jspecify.annotations.Nullable
    MethodNode madeByCompiler(String owner, String name, String descriptor) {
        var method = methods.getOrDefault(owner, Map.of()).get(name + descriptor);
        boolean invented = method != null
                && (method.access & Opcodes.ACC_SYNTHETIC) != 0
                && (method.access & Opcodes.ACC_BRIDGE) == 0;
        return invented ? method : null;
    }

    @org.jspecify.annotations.Nullable
    SwitchMap switchMap(String owner) {
        return switchMaps.get(owner);
    }

    /** Returns the name of a class, which is not the compiler's number for it. */
    String label(String type) {
        if (type.startsWith("[")) {
            return descriptor(type);
        }
        return labels.getOrDefault(type, type);
    }

    String fieldName(String owner, String name) {
        return fieldNames.getOrDefault(owner, Map.of()).getOrDefault(name, name);
    }

    /** Returns a descriptor in which no class has a number of the compiler's. */
    String descriptor(String descriptor) {
        if (labels.isEmpty() || descriptor.indexOf('L') < 0) {
            return descriptor;
        }
        if (descriptor.startsWith("(")) {
            var text = new StringBuilder("(");
            for (var argument : Type.getArgumentTypes(descriptor)) {
                text.append(descriptor(argument.getDescriptor()));
            }
            return text.append(')')
                    .append(descriptor(Type.getReturnType(descriptor).getDescriptor()))
                    .toString();
        }
        int dimensions = descriptor.lastIndexOf('[') + 1;
        var element = descriptor.substring(dimensions);
        return element.startsWith("L")
                ? descriptor.substring(0, dimensions) + "L" + label(element.substring(1, element.length() - 1)) + ";"
                : descriptor;
    }
}
