package dev.weft.code;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;

/** Annotations in class files: those that decide what code or a library does with it, and Weft's own. */
final class Marks {

    static final String ASSET_CODE = "Ldev/weft/api/DependsOnCode;";
    static final String NAMED = "Ldev/weft/api/Named;";
    static final String PROVIDES = "Ldev/weft/api/Provides;";
    static final String SETTINGS = "Ldev/weft/api/Settings;";
    static final String INDEXED = "Ldev/weft/api/IndexedAssets;";
    static final String FACTORY = "Lio/micronaut/context/annotation/Factory;";

    /** Weft's annotations that say what is made, not how it is declared. */
    private static final List<String> LOGIC = List.of("Ldev/weft/api/Column;", "Ldev/weft/api/Sql;");

    /** Annotations that nobody acts on when the program runs; all others of Weft are compared as definitions. */
    private static final List<String> WITHOUT_EFFECT =
            List.of("Ljava/lang/", "Lorg/jspecify/", "Ldev/weft/", "Ljavax/annotation/", "Ljakarta/annotation/");

    private Marks() {}

    /** Returns the text of the annotations that libraries can see at run time, whatever their order in the source. */
    static String text(@Nullable List<AnnotationNode> visible) {
        if (visible == null) {
            return "";
        }
        var texts = visible.stream()
                .filter(mark ->
                        LOGIC.contains(mark.desc) || WITHOUT_EFFECT.stream().noneMatch(mark.desc::startsWith))
                .map(Marks::text)
                .sorted()
                .toList();
        return texts.isEmpty() ? "" : texts.toString();
    }

    private static String text(AnnotationNode mark) {
        var values = new ArrayList<String>();
        if (mark.values != null) {
            for (int i = 0; i + 1 < mark.values.size(); i += 2) {
                values.add(mark.values.get(i) + "=" + value(mark.values.get(i + 1)));
            }
        }
        values.sort(Comparator.naturalOrder());
        return mark.desc + values;
    }

    static String value(Object value) {
        if (value instanceof AnnotationNode inner) {
            return text(inner);
        } else if (value instanceof List<?> list) {
            return list.stream().map(Marks::value).toList().toString();
        } else if (value instanceof String[] constant) {
            return constant[0] + constant[1];
        } else if (value instanceof String text) {
            return text.length() + ":" + text;
        }
        return value instanceof Type type
                ? type.getDescriptor()
                : value.getClass().getSimpleName() + value;
    }

    static Optional<AnnotationNode> find(
            String descriptor, @Nullable List<AnnotationNode> visible, @Nullable List<AnnotationNode> invisible) {
        return Stream.of(visible, invisible)
                .flatMap(list -> list == null ? Stream.<AnnotationNode>empty() : list.stream())
                .filter(mark -> mark.desc.equals(descriptor))
                .findFirst();
    }

    /** Returns the text given for a name, or the empty text. */
    static String string(AnnotationNode mark, String name) {
        return values(mark, name)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst()
                .orElse("");
    }

    /** Returns the internal names of the classes given as {@code value}. */
    static List<String> classes(AnnotationNode mark) {
        return values(mark, "value")
                .flatMap(value -> value instanceof List<?> list ? list.stream() : Stream.of(value))
                .filter(Type.class::isInstance)
                .map(Type.class::cast)
                .map(type -> type.getSort() == Type.ARRAY ? type.getElementType() : type)
                .filter(type -> type.getSort() == Type.OBJECT)
                .map(Type::getInternalName)
                .toList();
    }

    private static Stream<Object> values(AnnotationNode mark, String name) {
        if (mark.values != null) {
            for (int i = 0; i + 1 < mark.values.size(); i += 2) {
                if (mark.values.get(i).equals(name)) {
                    return Stream.of(mark.values.get(i + 1));
                }
            }
        }
        return Stream.empty();
    }
}
