package dev.weft.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/** Reads the classes of a nest: of each member its fingerprint and what it names. */
final class NestReader {

    private static final int FLAGS =
            Opcodes.ACC_STATIC | Opcodes.ACC_SYNCHRONIZED | Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT;
    private static final int KIND =
            Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT | Opcodes.ACC_ENUM | Opcodes.ACC_ANNOTATION;

    private final Nest nest;
    private final Predicate<String> isProject;
    private final Predicate<String> isHandedOver;

    private NestReader(Nest nest, Predicate<String> isProject, Predicate<String> isHandedOver) {
        this.nest = nest;
        this.isProject = isProject;
        this.isHandedOver = isHandedOver;
    }

    /**
     * Returns the classes in the class files of a top-level class.
     *
     * @param isProject tells whether the class of an internal name is the project's
     * @param isHandedOver tells whether a method, {@code com/acme/Tables.lambda$0}, makes an asset of a factory
     */
    static List<ClassCode> read(List<byte[]> files, Predicate<String> isProject, Predicate<String> isHandedOver) {
        var nest = Nest.read(files);
        var reader = new NestReader(nest, isProject, isHandedOver);
        return nest.classes().stream().map(reader::read).toList();
    }

    private ClassCode read(ClassNode type) {
        var initializer = type.methods.stream()
                .filter(method -> method.name.equals("<clinit>"))
                .findFirst()
                .map(method -> new Initializer(type.name, method, isProject));
        return new ClassCode(
                type.name,
                nest.label(type.name),
                type.access,
                type.superName,
                List.copyOf(type.interfaces),
                Digest.of(header(type)),
                methods(type),
                fields(type, initializer.map(Initializer::byField).orElse(Map.of())),
                initializer.filter(code -> !code.isEmpty()).map(code -> rest(type, code)),
                components(type),
                type.recordComponents == null
                        ? List.of()
                        : type.recordComponents.stream()
                                .map(component -> Objects.requireNonNullElse(component.signature, component.descriptor))
                                .toList(),
                Marks.find(Marks.SETTINGS, type.visibleAnnotations, null).isPresent(),
                Marks.find(Marks.FACTORY, type.visibleAnnotations, null).isPresent(),
                dependsOn(type.visibleAnnotations, type.invisibleAnnotations));
    }

    private String header(ClassNode type) {
        var supertypes = new ArrayList<String>();
        supertypes.add(type.superName == null ? "" : nest.label(type.superName));
        type.interfaces.forEach(each -> supertypes.add(nest.label(each)));
        var permitted = type.permittedSubclasses == null
                ? List.of()
                : type.permittedSubclasses.stream().map(nest::label).sorted().toList();
        return "%d %s %s %s".formatted(type.access & KIND, supertypes, permitted, Marks.text(type.visibleAnnotations));
    }

    private List<String> components(ClassNode type) {
        return type.recordComponents == null
                ? List.of()
                : type.recordComponents.stream()
                        .map(component -> "%s %s %s"
                                .formatted(
                                        component.name,
                                        Objects.requireNonNullElse(component.signature, component.descriptor),
                                        Marks.text(component.visibleAnnotations)))
                        .toList();
    }

    private List<MethodCode> methods(ClassNode type) {
        return type.methods.stream()
                .filter(method -> !method.name.equals("<clinit>"))
                .map(method -> method(type, method))
                .filter(method -> method.isDeclared()
                        || method.isConstructor()
                        || isHandedOver.test(type.name + "." + method.name()))
                .toList();
    }

    private MethodCode method(ClassNode type, MethodNode method) {
        var body = new BodyText(nest, type.name).of(method);
        boolean bridge = (method.access & Opcodes.ACC_BRIDGE) != 0;
        var text = "%d %s %s\n%s"
                .formatted(
                        method.access & FLAGS,
                        Marks.text(method.visibleAnnotations),
                        method.annotationDefault == null ? "" : Marks.value(method.annotationDefault),
                        body.text());
        return new MethodCode(
                method.name,
                method.desc,
                Objects.requireNonNullElse(method.signature, method.desc),
                method.access,
                nest.label(type.name) + "." + method.name + nest.descriptor(method.desc),
                bridge ? "" : Digest.of(text),
                body.references(),
                Marks.find(Marks.PROVIDES, method.visibleAnnotations, null).map(mark -> Marks.string(mark, "name")),
                parameterNames(method),
                dependsOn(method.visibleAnnotations, method.invisibleAnnotations),
                body.isReflective());
    }

    private static List<String> parameterNames(MethodNode method) {
        var names = new ArrayList<String>();
        int count = Type.getArgumentTypes(method.desc).length;
        for (int i = 0; i < count; i++) {
            var marks = method.visibleParameterAnnotations;
            var named = marks == null || i >= marks.length
                    ? Optional.<AnnotationNode>empty()
                    : Marks.find(Marks.NAMED, marks[i], null);
            names.add(named.map(mark -> Marks.string(mark, "value")).orElse(""));
        }
        return names;
    }

    private static List<String> dependsOn(
            @org.jspecify.annotations.Nullable List<AnnotationNode> visible,
            @org.jspecify.annotations.Nullable List<AnnotationNode> invisible) {
        return Marks.find(Marks.ASSET_CODE, visible, invisible)
                .map(Marks::classes)
                .orElse(List.of());
    }

    private List<FieldCode> fields(ClassNode type, Map<String, List<AbstractInsnNode>> initial) {
        return type.fields.stream()
                .map(field -> field(type, field, initial.getOrDefault(field.name, List.of())))
                .toList();
    }

    private FieldCode field(ClassNode type, FieldNode field, List<AbstractInsnNode> initial) {
        var clinit = type.methods.stream()
                .filter(method -> method.name.equals("<clinit>"))
                .findFirst();
        var body = new BodyText(nest, type.name);
        clinit.ifPresent(method -> body.of(method, initial));
        var signature = Objects.requireNonNullElse(field.signature, field.desc);
        var text = "%s %s %s\n%s"
                .formatted(
                        nest.descriptor(field.desc),
                        field.value == null ? "" : field.value.getClass().getSimpleName(),
                        field.value == null ? "" : field.value,
                        body.text());
        return new FieldCode(
                field.name,
                nest.label(type.name) + ":" + nest.fieldName(type.name, field.name),
                (field.access & Opcodes.ACC_STATIC) != 0,
                signature,
                Digest.of(text),
                body.references(),
                "%d %s %s %s"
                        .formatted(
                                field.access & (Opcodes.ACC_STATIC | Opcodes.ACC_TRANSIENT),
                                nest.fieldName(type.name, field.name),
                                signature,
                                Marks.text(field.visibleAnnotations)));
    }

    private MethodCode rest(ClassNode type, Initializer initializer) {
        var method = type.methods.stream()
                .filter(each -> each.name.equals("<clinit>"))
                .findFirst()
                .orElseThrow();
        var body = new BodyText(nest, type.name).of(method, initializer.rest());
        return new MethodCode(
                "<clinit>",
                "()V",
                "()V",
                Opcodes.ACC_STATIC,
                nest.label(type.name) + ".<clinit>()V",
                Digest.of(body.text()),
                body.references(),
                Optional.empty(),
                List.of(),
                List.of(),
                body.isReflective());
    }
}
