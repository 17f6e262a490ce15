package dev.weft.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * A class of the user's project, as far as it decides what code does.
 *
 * @param name its internal name
 * @param label how it is told from all other code: its name, unless the compiler numbered it
 * @param superName the internal name of the class it extends; null for {@code Object} only
 * @param interfaces the internal names of the interfaces it implements
 * @param fingerprint of what it is: its supertypes, its kind, annotations that libraries see
 * @param methods what the source declares, with the bridges to it
 * @param initializer what runs once, when the class is first used, and belongs to no single field
 * @param components the components of a record, as libraries see them: name, type with generics, annotations
 * @param componentTypes the types of the components, with generics
 * @param isSettings whether it is filled from the project's settings
 * @param isFactory whether a container takes its methods as makers of resources
 * @param dependsOn the internal names in its {@code @DependsOnCode}
 */
record ClassCode(
        String name,
        String label,
        int access,
        @Nullable String superName,
        List<String> interfaces,
        String fingerprint,
        List<MethodCode> methods,
        List<FieldCode> fields,
        Optional<MethodCode> initializer,
        List<String> components,
        List<String> componentTypes,
        boolean isSettings,
        boolean isFactory,
        List<String> dependsOn) {

    List<String> supertypes() {
        var all = new ArrayList<>(interfaces);
        if (superName != null) {
            all.add(superName);
        }
        return all;
    }

    boolean is(int flag) {
        return (access & flag) != 0;
    }

    boolean isRecord() {
        return "java/lang/Record".equals(superName);
    }

    boolean isAbstract() {
        return is(Opcodes.ACC_ABSTRACT) || is(Opcodes.ACC_INTERFACE);
    }

    Optional<MethodCode> method(String name, String descriptor) {
        return methods.stream()
                .filter(method ->
                        method.name().equals(name) && method.descriptor().equals(descriptor))
                .findFirst();
    }

    Optional<FieldCode> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    List<MethodCode> constructors() {
        return methods.stream().filter(MethodCode::isConstructor).toList();
    }
}
