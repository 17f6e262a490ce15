package dev.weft.processor;

import dev.weft.api.AssetFactory;
import dev.weft.asset.AssetKey;
import dev.weft.asset.FactoryDefinition;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeKind;

/** Reads the methods that define assets when they are called. */
final class FactoryReader {

    private FactoryReader() {}

    static FactoryDefinition read(DeclaringClass in, ExecutableElement method, AssetFactory factory) {
        if (method.getModifiers().contains(Modifier.ABSTRACT)) {
            throw new IllegalArgumentException("a factory's method has a body");
        }
        if (method.getReturnType().getKind() != TypeKind.VOID) {
            throw new IllegalArgumentException(
                    "a factory returns nothing, found %s: it declares assets through its AssetRegistry"
                            .formatted(method.getReturnType()));
        }
        var parameters = method.getParameters();
        if (parameters.size() != 1
                || !in.types().is(parameters.get(0).asType(), "dev.weft.api.AssetRegistry")
                || !in.isSame(in.types().argument(parameters.get(0).asType(), 0))) {
            throw new IllegalArgumentException(
                    "a factory has one parameter, AssetRegistry<%s>; its resources are in the constructor"
                            .formatted(in.simpleName()));
        }
        var prefix = AssetKey.parse(factory.prefix()).text();
        for (var path : factory.reads()) {
            if (path.startsWith("/")
                    || path.isBlank()
                    || List.of(path.split("/", -1)).contains("..")) {
                throw new IllegalArgumentException(
                        "it reads \"%s\": name files and folders of the project, relative to its folder"
                                .formatted(path));
            }
        }
        return new FactoryDefinition(
                in.binaryName(),
                method.getSimpleName().toString(),
                prefix,
                List.of(factory.reads()),
                in.settings().group());
    }
}
