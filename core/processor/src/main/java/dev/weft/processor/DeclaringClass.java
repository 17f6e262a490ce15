package dev.weft.processor;

import dev.weft.api.Assets;
import dev.weft.api.From;
import dev.weft.asset.AssetKey;
import java.util.Optional;
import java.util.function.BiConsumer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;

/** The {@code @Assets} class that is being read, as those see it who read its methods. */
final class DeclaringClass {

    private final ProcessingEnvironment environment;
    private final TypeElement type;
    private final BiConsumer<Element, String> problem;
    private final TypeReader types;
    private final Assets settings;

    DeclaringClass(ProcessingEnvironment environment, TypeElement type, BiConsumer<Element, String> problem) {
        this.environment = environment;
        this.type = type;
        this.problem = problem;
        this.types = new TypeReader(environment.getElementUtils(), environment.getTypeUtils());
        this.settings = type.getAnnotation(Assets.class);
    }

    TypeElement type() {
        return type;
    }

    String simpleName() {
        return type.getSimpleName().toString();
    }

    String binaryName() {
        return environment.getElementUtils().getBinaryName(type).toString();
    }

    boolean isSame(TypeMirror other) {
        return environment.getTypeUtils().isSameType(other, type.asType());
    }

    TypeReader types() {
        return types;
    }

    Assets settings() {
        return settings;
    }

    /** Reports what is wrong, at its place. */
    void problem(Element where, String message) {
        problem.accept(where, message);
    }

    /** Returns the key of an asset that has this name, or that of its element if the name is empty. */
    AssetKey key(String name, Element element) {
        return AssetKey.under(
                settings.prefix(), name.isEmpty() ? element.getSimpleName().toString() : name);
    }

    /** Returns the key of the asset that a parameter reads. */
    AssetKey upstreamKey(VariableElement parameter) {
        var from = parameter.getAnnotation(From.class);
        return from == null
                ? AssetKey.under(settings.prefix(), parameter.getSimpleName().toString())
                : AssetKey.parse(from.value());
    }

    /** Returns the Javadoc; empty without. */
    String doc(Element element) {
        return Optional.ofNullable(environment.getElementUtils().getDocComment(element))
                .orElse("");
    }

    /** Returns how messages name a method. */
    String place(ExecutableElement method) {
        return type.getSimpleName() + "." + method.getSimpleName();
    }
}
