package dev.weft.processor;

import dev.weft.api.Column;
import dev.weft.api.Default;
import dev.weft.api.Outputs;
import dev.weft.asset.ConfigField;
import dev.weft.asset.TypeRef;
import dev.weft.asset.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Turns the compiler's types into those of definitions. */
final class TypeReader {

    private static final int DEEPEST = 5;
    private static final List<String> LATER = List.of(
            "java.util.concurrent.Future",
            "java.util.concurrent.CompletableFuture",
            "java.util.concurrent.CompletionStage",
            "java.util.concurrent.Flow.Publisher",
            "org.reactivestreams.Publisher");

    private final Elements elements;
    private final Types types;

    TypeReader(Elements elements, Types types) {
        this.elements = elements;
        this.types = types;
    }

    /** Thrown for a type that can be no value; the message is a part of a sentence. */
    static final class NoValueException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoValueException(String message) {
            super(message);
        }
    }

    /** Returns what a value of that type is, for its producer if {@code withSupertypes}, else for a consumer. */
    ValueType value(TypeMirror type, boolean withSupertypes) {
        if (type.getKind() == TypeKind.VOID) {
            return new ValueType.Nothing();
        }
        refuseSecrets(type, "", new HashSet<>());
        if (is(type, "dev.weft.api.Rows")) {
            return new ValueType.Relation();
        }
        if (is(type, "dev.weft.api.Files")) {
            return new ValueType.Files();
        }
        if (is(type, "java.util.Optional") || is(type, "dev.weft.api.Upstream")) {
            throw new NoValueException("%s stands outermost or not at all; found it inside of another type or returned"
                    .formatted(ref(type).simple()));
        }
        if (is(type, "java.nio.file.Path") || is(type, "java.io.File")) {
            throw new NoValueException(
                    "a bare path is no value: take a Staging parameter, write to out.path(\"name\"), return Files");
        }
        if (is(type, "java.lang.Void")) {
            throw new NoValueException("Void is no value: write void");
        }
        if (LATER.stream().anyMatch(each -> is(type, each))) {
            throw new NoValueException("%s is a value that comes later: wait for it, and return the value itself"
                    .formatted(ref(type).simple()));
        }
        boolean list = is(type, "java.util.List");
        if (list || is(type, "java.util.stream.Stream")) {
            var element = argument(type, 0);
            if (isOutputs(element)) {
                throw new NoValueException("%s is an @Outputs record: it is no row"
                        .formatted(ref(element).simple()));
            }
            if (isRecord(element)) {
                return new ValueType.Rows(
                        ref(element),
                        columns(element, 0),
                        list ? ValueType.Rows.Form.LIST : ValueType.Rows.Form.STREAM);
            }
            if (!list) {
                throw new NoValueException(
                        "a stream holds rows, so its elements are records; found %s. Use a List for other values"
                                .formatted(ref(element).simple()));
            }
        }
        return new ValueType.Single(ref(type), withSupertypes ? supertypes(type) : List.of());
    }

    /** Returns rows for the argument of a {@code Writer<R>}. */
    ValueType.Rows writer(TypeMirror writer) {
        var row = argument(writer, 0);
        if (!isRecord(row)) {
            throw new NoValueException("a Writer takes records, found %s".formatted(ref(row).simple()));
        }
        refuseSecrets(row, "", new HashSet<>());
        return new ValueType.Rows(ref(row), columns(row, 0), ValueType.Rows.Form.WRITER);
    }

    /** A secret is never stored, so no value may hold one, however deep. */
    private void refuseSecrets(TypeMirror type, String within, Set<String> seen) {
        if (is(type, "dev.weft.api.Secret")) {
            throw new NoValueException(
                    "a Secret is never stored, so it is no part of a value%s. Leave it out".formatted(within));
        }
        if (type instanceof ArrayType array) {
            refuseSecrets(array.getComponentType(), within, seen);
        } else if (type instanceof WildcardType wildcard && wildcard.getExtendsBound() != null) {
            refuseSecrets(wildcard.getExtendsBound(), within, seen);
        } else if (type instanceof DeclaredType declared) {
            declared.getTypeArguments().forEach(argument -> refuseSecrets(argument, within, seen));
            if (isRecord(type) && seen.add(type.toString())) {
                var element = (TypeElement) declared.asElement();
                for (var component : element.getRecordComponents()) {
                    refuseSecrets(
                            component.asType(),
                            " (%s.%s)".formatted(element.getSimpleName(), component.getSimpleName()),
                            seen);
                }
            }
        }
    }

    boolean is(TypeMirror type, String name) {
        return type instanceof DeclaredType declared
                && ((TypeElement) declared.asElement()).getQualifiedName().contentEquals(name);
    }

    /** Returns a type argument, an upper-bounded wildcard as its bound. */
    TypeMirror argument(TypeMirror type, int index) {
        var arguments = ((DeclaredType) type).getTypeArguments();
        if (arguments.size() <= index) {
            throw new NoValueException("%s is raw: write its type argument"
                    .formatted(((DeclaredType) type).asElement().getSimpleName()));
        }
        var argument = arguments.get(index);
        if (argument instanceof WildcardType wildcard && wildcard.getExtendsBound() != null) {
            return wildcard.getExtendsBound();
        }
        return argument;
    }

    boolean isOutputs(TypeMirror type) {
        return type instanceof DeclaredType declared && declared.asElement().getAnnotation(Outputs.class) != null;
    }

    boolean isRecord(TypeMirror type) {
        return type instanceof DeclaredType declared && declared.asElement().getKind() == ElementKind.RECORD;
    }

    TypeRef ref(TypeMirror type) {
        if (type instanceof WildcardType wildcard) {
            if (wildcard.getSuperBound() != null) {
                throw new NoValueException("%s has no type that can be read: write a concrete type".formatted(type));
            }
            return wildcard.getExtendsBound() == null ? TypeRef.of("?") : ref(wildcard.getExtendsBound());
        }
        if (type instanceof ArrayType array) {
            var component = ref(array.getComponentType());
            return new TypeRef(component.name() + "[]", component.arguments());
        }
        if (type.getKind() == TypeKind.TYPEVAR) {
            throw new NoValueException("%s is a type variable: write a concrete type".formatted(type));
        }
        if (type instanceof DeclaredType declared) {
            if (declared.getTypeArguments().isEmpty()
                    && !((TypeElement) declared.asElement()).getTypeParameters().isEmpty()) {
                throw new NoValueException("%s is raw: write its type argument"
                        .formatted(declared.asElement().getSimpleName()));
            }
            var name =
                    elements.getBinaryName((TypeElement) declared.asElement()).toString();
            return new TypeRef(
                    name, declared.getTypeArguments().stream().map(this::ref).toList());
        }
        return TypeRef.of(
                type.getKind().isPrimitive()
                        ? type.getKind().name().toLowerCase(java.util.Locale.ROOT)
                        : type.toString());
    }

    private List<dev.weft.asset.Column> columns(TypeMirror record, int depth) {
        var element = (TypeElement) ((DeclaredType) record).asElement();
        var doc = Optional.ofNullable(elements.getDocComment(element)).orElse("");
        var columns = new ArrayList<dev.weft.asset.Column>();
        for (var component : element.getRecordComponents()) {
            var type = types.asMemberOf((DeclaredType) record, component.getAccessor())
                            instanceof javax.lang.model.type.ExecutableType accessor
                    ? accessor.getReturnType()
                    : component.asType();
            var name = component.getSimpleName().toString();
            var renamed = component.getAnnotation(Column.class);
            columns.add(new dev.weft.asset.Column(
                    renamed == null ? name : renamed.value(),
                    name,
                    ref(type),
                    !type.getKind().isPrimitive(),
                    Docs.parameter(doc, name),
                    depth < DEEPEST ? nested(type, depth) : List.of()));
        }
        return columns;
    }

    private List<dev.weft.asset.Column> nested(TypeMirror type, int depth) {
        if (isRecord(type)) {
            return columns(type, depth + 1);
        }
        if (is(type, "java.util.List") && isRecord(argument(type, 0))) {
            return columns(argument(type, 0), depth + 1);
        }
        return List.of();
    }

    /** Returns the fields of a {@code @Config} record. */
    List<ConfigField> config(TypeElement record) {
        if (record.getKind() != ElementKind.RECORD) {
            throw new NoValueException("%s is @Config but no record. Make it one".formatted(record.getSimpleName()));
        }
        return record.getRecordComponents().stream()
                .map(component -> {
                    var name = component.getSimpleName().toString();
                    var type = component.asType();
                    if (is(type, "dev.weft.api.Secret")) {
                        throw new NoValueException(
                                "%s.%s is a Secret, but a run's configuration is recorded. Put it into @Settings"
                                        .formatted(record.getSimpleName(), name));
                    }
                    var fallback = Optional.ofNullable(component.getAnnotation(Default.class))
                            .map(Default::value);
                    return new ConfigField(
                            name,
                            ref(type),
                            fallback,
                            isRecord(type) ? config((TypeElement) ((DeclaredType) type).asElement()) : List.of());
                })
                .toList();
    }

    private List<TypeRef> supertypes(TypeMirror type) {
        Set<TypeRef> found = new LinkedHashSet<>();
        if (type instanceof DeclaredType) {
            collect(type, found);
        }
        return List.copyOf(found);
    }

    private void collect(TypeMirror type, Set<TypeRef> found) {
        for (var supertype : types.directSupertypes(type)) {
            if (!is(supertype, "java.lang.Object") && found.add(ref(supertype))) {
                collect(supertype, found);
            }
        }
    }
}
