package dev.weft.graph;

import dev.weft.asset.Column;
import dev.weft.asset.TypeRef;
import dev.weft.asset.ValueType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether a value can be read as what a parameter says. */
final class ValueFit {

    private static final Map<String, String> BOXED = Map.of(
            "boolean", "java.lang.Boolean",
            "byte", "java.lang.Byte",
            "short", "java.lang.Short",
            "char", "java.lang.Character",
            "int", "java.lang.Integer",
            "long", "java.lang.Long",
            "float", "java.lang.Float",
            "double", "java.lang.Double");

    /** From each number type to those that hold all its values, or the nearest (as Java widens). */
    private static final Map<String, Set<String>> WIDER = Map.of(
            "java.lang.Byte", wider("Short", "Integer", "Long", "Float", "Double"),
            "java.lang.Short", wider("Integer", "Long", "Float", "Double"),
            "java.lang.Integer", wider("Long", "Float", "Double"),
            "java.lang.Long", wider("Float", "Double"),
            "java.lang.Float", Set.of("java.lang.Double"),
            "java.math.BigInteger", Set.of("java.math.BigDecimal"));

    private static final Set<String> COLLECTIONS =
            Set.of("java.util.List", "java.util.Collection", "java.util.Set", "java.lang.Iterable");

    private ValueFit() {}

    private static Set<String> wider(String... names) {
        var all = new HashSet<>(Set.of("java.math.BigDecimal", "java.math.BigInteger"));
        for (var name : names) {
            all.add("java.lang." + name);
        }
        return Set.copyOf(all);
    }

    /** Returns why the value cannot be read so, as the rest of a sentence; empty if it can. */
    static Optional<String> problem(ValueType produced, ValueType read) {
        if (read instanceof ValueType.Any) {
            return Optional.empty();
        }
        return produced.accept(new Reading(read));
    }

    /** One method for each kind of produced value. */
    private record Reading(ValueType read) implements ValueType.Visitor<Optional<String>> {

        @Override
        public Optional<String> rows(ValueType.Rows rows) {
            if (read instanceof ValueType.Rows wanted) {
                return columns(rows.columns(), wanted.columns());
            }
            return read instanceof ValueType.Relation ? Optional.empty() : other(rows);
        }

        @Override
        public Optional<String> relation(ValueType.Relation relation) {
            return read instanceof ValueType.Rows || read instanceof ValueType.Relation
                    ? Optional.empty()
                    : other(relation);
        }

        @Override
        public Optional<String> files(ValueType.Files files) {
            return read instanceof ValueType.Files ? Optional.empty() : other(files);
        }

        @Override
        public Optional<String> single(ValueType.Single single) {
            if (read instanceof ValueType.Single wanted
                    && (sameType(single.type(), wanted.type())
                            || wanted.type().name().equals("java.lang.Object")
                            || single.supertypes().stream().anyMatch(type -> sameType(type, wanted.type())))) {
                return Optional.empty();
            }
            return other(single);
        }

        @Override
        public Optional<String> nothing(ValueType.Nothing nothing) {
            return Optional.of("but it has no value. Read it as Upstream<?>.");
        }

        @Override
        public Optional<String> any(ValueType.Any any) {
            return Optional.empty();
        }

        private static Optional<String> other(ValueType produced) {
            return Optional.of("but it is %s. Read it as that, or as Upstream<?>.".formatted(produced.simple()));
        }
    }

    private static Optional<String> columns(List<Column> produced, List<Column> wanted) {
        return wanted.stream()
                .flatMap(column -> columnProblem(produced, column).stream())
                .findFirst();
    }

    private static Optional<String> columnProblem(List<Column> produced, Column wanted) {
        var found = produced.stream()
                .filter(column -> column.name().equals(wanted.name()))
                .findFirst();
        if (found.isEmpty()) {
            var names = produced.stream().map(Column::name).toList();
            return Optional.of("but it has no column %s; it has %s.%s"
                    .formatted(wanted.name(), String.join(", ", names), didYouMean(Nearest.to(wanted.name(), names))));
        }
        var column = found.get();
        if (!column.fields().isEmpty() && !wanted.fields().isEmpty() && sameOuter(column.type(), wanted.type())) {
            return columns(column.fields(), wanted.fields());
        }
        return convertible(column.type(), wanted.type())
                ? Optional.empty()
                : Optional.of("but its column %s is %s, not %s. Change the type of one of them."
                        .formatted(
                                column.name(),
                                column.type().simple(),
                                wanted.type().simple()));
    }

    static String didYouMean(List<String> nearest) {
        return nearest.isEmpty() ? "" : " Did you mean %s?".formatted(nearest.get(0));
    }

    /** Records are compared by their columns, whatever they are called; what they are in (a list, nothing) has to be alike. */
    private static boolean sameOuter(TypeRef a, TypeRef b) {
        return COLLECTIONS.contains(a.name()) == COLLECTIONS.contains(b.name());
    }

    private static boolean convertible(TypeRef from, TypeRef to) {
        if (sameType(from, to) || to.name().equals("java.lang.Object")) {
            return true;
        }
        if (WIDER.getOrDefault(boxed(from), Set.of()).contains(boxed(to))) {
            return true;
        }
        if (COLLECTIONS.contains(from.name()) && COLLECTIONS.contains(to.name())) {
            return from.arguments().size() == to.arguments().size()
                    && (from.arguments().isEmpty()
                            || convertible(
                                    from.arguments().get(0), to.arguments().get(0)));
        }
        return byName(from) && byName(to);
    }

    /** An enum, as far as a name can tell: stored by name, so it can be read as text or as an enum of the reader's own. */
    private static boolean byName(TypeRef type) {
        return type.name().equals("java.lang.String")
                || !(type.isPrimitive()
                        || type.name().startsWith("java.")
                        || type.name().endsWith("[]"));
    }

    private static boolean sameType(TypeRef a, TypeRef b) {
        if (!boxed(a).equals(boxed(b)) || a.arguments().size() != b.arguments().size()) {
            return false;
        }
        for (int i = 0; i < a.arguments().size(); i++) {
            if (!sameType(a.arguments().get(i), b.arguments().get(i))) {
                return false;
            }
        }
        return true;
    }

    private static String boxed(TypeRef type) {
        return BOXED.getOrDefault(type.name(), type.name());
    }
}
