package dev.weft.code;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.CheckDefinition;
import dev.weft.asset.Parameter;
import dev.weft.asset.Producer;
import dev.weft.asset.ValueType;
import dev.weft.code.CodeGraph.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Builds the graph of what assets and checks reach, and of nothing else.
 *
 * <p>A call of a method that may be overridden reaches all its overriding methods in the project. Making an object reaches the methods by which
 * libraries may call it back: those of a class that has a library's supertype, and {@code toString}, {@code equals}, {@code hashCode} and
 * {@code compareTo}. A class that is handed over as an object, or whose instances are an asset's value, counts with all its members; a record
 * of rows counts by its components.
 */
final class Linker {

    private static final Pattern CLASS_IN_SIGNATURE = Pattern.compile("L([^;<>:]+)");
    private static final Set<String> WITHOUT_CALLBACKS = Set.of(
            "java/lang/Object",
            "java/lang/Record",
            "java/lang/Enum",
            "java/lang/Comparable",
            "java/lang/Cloneable",
            "java/io/Serializable",
            "java/lang/annotation/Annotation");
    private static final Set<String> CALLED_BY_ALL = Set.of("toString", "equals", "hashCode", "compareTo");

    private final CodePath path;
    private final Hierarchy hierarchy;
    private final Wiring wiring;
    private final CodeGraph graph = new CodeGraph();
    private final Map<String, Integer> known = new HashMap<>();
    private final Deque<Runnable> todo = new ArrayDeque<>();

    /** @param providers the internal names of the classes with {@code @Provides} methods */
    Linker(CodePath path, Hierarchy hierarchy, Collection<String> providers) {
        this.path = path;
        this.hierarchy = hierarchy;
        this.wiring = new Wiring(hierarchy, providers);
    }

    CodeGraph graph() {
        while (!todo.isEmpty()) {
            todo.remove().run();
        }
        return graph;
    }

    void add(AssetDefinition asset) {
        root(Roots.of(asset), asset.producer(), asset.producer().outputs().indexOf(asset.key()), asset.value());
    }

    void add(CheckDefinition check) {
        root(Roots.of(check), check.method(), 0, new ValueType.Nothing());
    }

    private void root(String name, Producer producer, int output, ValueType value) {
        var owner = hierarchy.find(producer.className().replace('.', '/'));
        var body = owner == null ? null : body(owner, producer);
        if (owner == null || body == null) {
            rootInLibrary(name, producer, value);
            return;
        }
        var next = new Edges();
        addDeclaration(body.label(), Declaration.text(producer, output, body.signature()), producer, next);
        addReferences(owner, body, next);
        addMaker(maker(owner, producer), next);
        // What a factory's function takes is the factory and what the code itself made, no stored value.
        addValues(producer, producer.factory().isPresent() ? "" : body.signature(), value, next);
        var named = new LinkedHashSet<>(owner.dependsOn());
        named.addAll(body.dependsOn());
        named.forEach(each -> next.add(whole(each)));
        int number =
                graph.add(new Place(body.label(), "@body", body.fingerprint(), next.toArray(), body.isReflective()));
        graph.root(name, new CodeGraph.Root(number, !named.isEmpty()));
    }

    /** A factory may hand over a method of a library. */
    private void rootInLibrary(String name, Producer producer, ValueType value) {
        var className = producer.className().replace('.', '/');
        if (producer.factory().isEmpty() || hierarchy.find(className) != null) {
            return;
        }
        var next = new Edges();
        next.add(library(className));
        addDeclaration(className, Declaration.text(producer, 0, producer.method()), producer, next);
        addValues(producer, "", value, next);
        graph.root(name, new CodeGraph.Root(graph.add(new Place(name, name, "", next.toArray(), false)), false));
    }

    private @Nullable MethodCode body(ClassCode owner, Producer producer) {
        return owner.methods().stream()
                .filter(each -> each.name().equals(producer.method()) && !each.is(Opcodes.ACC_BRIDGE))
                .filter(each -> producer.factory().isPresent()
                        || Type.getArgumentTypes(each.descriptor()).length
                                == producer.parameters().size())
                .findFirst()
                .orElse(null);
    }

    private void addDeclaration(String label, String text, Producer producer, Edges next) {
        next.add(graph.add(
                new Place(Places.side(label, "parameters"), "@parameters", Digest.of(text), new int[0], false)));
        producer.spec()
                .ifPresent(spec ->
                        next.add(graph.add(new Place(Places.side(label, "spec"), "@spec", spec, new int[0], false))));
    }

    /** Returns the class whose object the method is called on, or given. */
    private ClassCode maker(ClassCode owner, Producer producer) {
        var factory = producer.factory()
                .map(id -> hierarchy.find(id.substring(0, id.lastIndexOf('#')).replace('.', '/')));
        return factory.orElse(owner);
    }

    /** What Weft does before it calls the method: make the resources, then the object. */
    private void addMaker(ClassCode owner, Edges next) {
        next.add(initializer(owner));
        for (var constructor : owner.constructors()) {
            next.add(method(owner, constructor));
        }
        next.add(resources(owner));
    }

    /** What stores do with the values that the method takes and gives. */
    private void addValues(Producer producer, String signature, ValueType value, Edges next) {
        var rows = new TreeSet<String>();
        if (value instanceof ValueType.Rows given) {
            rows.add(given.row().name().replace('.', '/'));
        }
        for (var parameter : producer.parameters()) {
            if (parameter instanceof Parameter.Input input && input.value() instanceof ValueType.Rows taken) {
                rows.add(taken.row().name().replace('.', '/'));
            } else if (parameter instanceof Parameter.Output written) {
                rows.add(written.rows().row().name().replace('.', '/'));
            }
        }
        if (value instanceof ValueType.Single single && producer.factory().isPresent()) {
            next.add(whole(single.type().name().replace('.', '/')));
        }
        rows.forEach(type -> next.add(rows(type)));
        for (var type : typesIn(signature)) {
            if (!rows.contains(type)) {
                next.add(whole(type));
            }
        }
    }

    private static Set<String> typesIn(String signature) {
        var types = new TreeSet<String>();
        var matcher = CLASS_IN_SIGNATURE.matcher(signature);
        while (matcher.find()) {
            types.add(matcher.group(1));
        }
        return types;
    }

    /** A place that is made once, and filled when the graph is asked for. */
    private int place(
            String key, String label, String fingerprint, boolean reflective, java.util.function.Consumer<Edges> fill) {
        var there = known.get(key);
        if (there != null) {
            return there;
        }
        int number = graph.add(new Place(label, label, fingerprint, new int[0], reflective));
        known.put(key, number);
        todo.add(() -> {
            var next = new Edges();
            fill.accept(next);
            graph.replace(number, new Place(label, label, fingerprint, next.toArray(), reflective));
        });
        return number;
    }

    private int method(ClassCode owner, MethodCode method) {
        return place(
                "method " + owner.name() + "." + method.name() + method.descriptor(),
                method.label(),
                method.fingerprint(),
                method.isReflective(),
                next -> addReferences(owner, method, next));
    }

    private void addReferences(ClassCode owner, MethodCode method, Edges next) {
        if (method.isStatic()) {
            next.add(initializer(owner));
        }
        method.references().forEach(reference -> add(reference, next));
    }

    private void add(Reference reference, Edges next) {
        switch (reference.how()) {
            case EXACT -> next.add(exact(reference));
            case VIRTUAL -> next.add(overridable(reference));
            case STATIC_FIELD -> next.add(staticField(reference));
            case NEW -> next.add(made(reference.owner()));
            case TYPE -> next.add(type(reference.owner()));
            case LITERAL -> next.add(whole(reference.owner()));
        }
    }

    private int exact(Reference reference) {
        var owner = hierarchy.find(reference.owner());
        if (owner == null) {
            return library(reference.owner());
        }
        var found = hierarchy.resolve(owner, reference.name(), reference.descriptor());
        return found == null ? type(owner.name()) : method(found.owner(), found.method());
    }

    private int overridable(Reference reference) {
        var owner = hierarchy.find(reference.owner());
        if (owner == null) {
            return library(reference.owner());
        }
        var key = "any " + owner.name() + "." + reference.name() + reference.descriptor();
        return place(key, key, "", false, next -> {
            // What is not found in the project is inherited from a library.
            next.add(exact(reference));
            for (var below : hierarchy.allBelow(owner.name())) {
                var found = hierarchy.resolve(below, reference.name(), reference.descriptor());
                if (found != null) {
                    next.add(method(found.owner(), found.method()));
                }
            }
        });
    }

    private int staticField(Reference reference) {
        var owner = hierarchy.find(reference.owner());
        if (owner == null) {
            return library(reference.owner());
        }
        for (var holder : hierarchy.withSupertypes(owner)) {
            var field = holder.field(reference.name());
            if (field.isPresent()) {
                return place(
                        "field " + holder.name() + "." + reference.name(),
                        field.get().label(),
                        field.get().fingerprint(),
                        false,
                        next -> {
                            next.add(initializer(holder));
                            field.get().references().forEach(each -> add(each, next));
                        });
            }
        }
        return type(owner.name());
    }

    /** What runs once when a class is first used, of its superclasses too. */
    private int initializer(ClassCode type) {
        var key = "initializer " + type.name();
        var code = type.initializer();
        return place(
                key,
                code.map(MethodCode::label).orElse(key),
                code.map(MethodCode::fingerprint).orElse(""),
                code.map(MethodCode::isReflective).orElse(false),
                next -> {
                    code.ifPresent(method -> method.references().forEach(each -> add(each, next)));
                    var above = type.superName() == null ? null : hierarchy.find(type.superName());
                    if (above != null) {
                        next.add(initializer(above));
                    }
                });
    }

    private int type(String name) {
        var type = hierarchy.find(name);
        if (type == null) {
            return library(name);
        }
        return place(
                "type " + name,
                type.label(),
                type.fingerprint(),
                false,
                next -> type.supertypes().forEach(above -> next.add(type(above))));
    }

    private int made(String name) {
        var type = hierarchy.find(name);
        if (type == null) {
            return library(name);
        }
        return place("made " + name, "made " + name, "", false, next -> {
            next.add(type(name));
            next.add(initializer(type));
            var all = hierarchy.withSupertypes(type);
            boolean calledBack = all.stream()
                    .flatMap(each -> each.supertypes().stream())
                    .anyMatch(above -> !path.isProject(above) && !WITHOUT_CALLBACKS.contains(above));
            for (var each : all) {
                for (var method : each.methods()) {
                    boolean visible = method.is(Opcodes.ACC_PUBLIC) || method.is(Opcodes.ACC_PROTECTED);
                    if (!method.isStatic()
                            && !method.isConstructor()
                            && (CALLED_BY_ALL.contains(method.name()) || (calledBack && visible))) {
                        next.add(method(each, method));
                    }
                }
            }
        });
    }

    /** A record as a store sees it: its components, and what makes and reads them. */
    private int rows(String name) {
        var type = hierarchy.find(name);
        if (type == null || !type.isRecord()) {
            return whole(name);
        }
        return place(
                "rows " + name,
                Places.side(type.label(), "components"),
                Digest.of(type.components().toString()),
                false,
                next -> {
                    // A store makes the object, and then code may compare it.
                    next.add(made(name));
                    type.constructors().forEach(constructor -> next.add(method(type, constructor)));
                    type.methods().stream()
                            .filter(method -> method.descriptor().startsWith("()")
                                    && type.field(method.name()).isPresent())
                            .forEach(accessor -> next.add(method(type, accessor)));
                    type.componentTypes().stream()
                            .flatMap(signature -> typesIn(signature).stream())
                            .forEach(each -> next.add(rows(each)));
                });
    }

    /** A class that something outside may look at: all its members, and all that may stand in its place. */
    private int whole(String name) {
        var type = hierarchy.find(name);
        if (type == null) {
            return library(name);
        }
        var shape = new ArrayList<>(type.components());
        type.fields().stream()
                .filter(field -> !field.name().startsWith("$"))
                .map(FieldCode::shape)
                .sorted()
                .forEach(shape::add);
        return place(
                "whole " + name, Places.side(type.label(), "members"), Digest.of(shape.toString()), false, next -> {
                    next.add(made(name));
                    type.methods().forEach(method -> next.add(method(type, method)));
                    for (var field : type.fields()) {
                        if (field.isStatic()) {
                            next.add(staticField(
                                    new Reference(Reference.How.STATIC_FIELD, name, field.name(), field.signature())));
                        } else {
                            typesIn(field.signature()).forEach(each -> next.add(whole(each)));
                        }
                    }
                    if (type.isAbstract()) {
                        hierarchy.below(name).forEach(below -> next.add(whole(below)));
                    }
                    type.supertypes().forEach(above -> next.add(path.isProject(above) ? whole(above) : type(above)));
                });
    }

    /** What makes the constructor's arguments. */
    private int resources(ClassCode owner) {
        var key = "resources " + owner.name();
        return place(key, key, "", false, next -> {
            for (var maker : wiring.makersOf(owner)) {
                next.add(method(maker.owner(), maker.method()));
                next.add(initializer(maker.owner()));
                next.add(resources(maker.owner()));
                if (maker.method().isConstructor()) {
                    next.add(made(maker.owner().name()));
                } else if (!maker.method().isStatic()) {
                    maker.owner().constructors().forEach(each -> next.add(method(maker.owner(), each)));
                }
            }
        });
    }

    private int library(String className) {
        return path.library(className)
                .map(artifact -> place(
                        Places.library(artifact), Places.library(artifact), artifact.version(), false, next -> {}))
                .orElse(-1);
    }

    /** The numbers of places, each once. */
    private static final class Edges {

        private final LinkedHashSet<Integer> numbers = new LinkedHashSet<>();

        void add(int number) {
            if (number >= 0) {
                numbers.add(number);
            }
        }

        int[] toArray() {
            return numbers.stream().mapToInt(Integer::intValue).toArray();
        }
    }
}
