package dev.weft.processor;

import dev.weft.api.Asset;
import dev.weft.api.AssetCheck;
import dev.weft.api.AssetFactory;
import dev.weft.api.ExternalAsset;
import dev.weft.api.RangeLimit;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.CheckDefinition;
import dev.weft.asset.FactoryDefinition;
import dev.weft.asset.Producer;
import dev.weft.asset.ValueType;
import dev.weft.graph.Definitions;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.util.ElementFilter;

/** Reads what one {@code @Assets} class declares; what is wrong is reported where it stands, and the rest is read all the same. */
final class ClassReader {

    private static final List<Class<? extends Annotation>> DECLARING =
            List.of(Asset.class, ExternalAsset.class, AssetCheck.class, AssetFactory.class);

    private final DeclaringClass in;
    private final Map<String, Element> places;
    private final AssetReader assetReader;
    private final CheckReader checkReader;
    private final List<AssetDefinition> assets = new ArrayList<>();
    private final List<CheckDefinition> checks = new ArrayList<>();
    private final List<FactoryDefinition> factories = new ArrayList<>();
    private final List<AssetDefinition> broken = new ArrayList<>();

    /** @param places gets the elements that later messages about the definitions may name */
    ClassReader(DeclaringClass in, Map<String, Element> places) {
        this.in = in;
        this.places = places;
        var producers = new ProducerReader(in);
        this.assetReader = new AssetReader(in, producers);
        this.checkReader = new CheckReader(in, producers);
    }

    Definitions read() {
        readType();
        for (var method : ElementFilter.methodsIn(in.type().getEnclosedElements())) {
            try {
                readMethod(method);
            } catch (TypeReader.NoValueException | IllegalArgumentException e) {
                in.problem(method, "%s: %s.".formatted(in.place(method), e.getMessage()));
                keepName(method);
            }
        }
        return new Definitions(assets, checks, factories);
    }

    /** Reports what keeps an instance of the class from being made, and methods that cannot be told apart. */
    private void readType() {
        var name = in.simpleName();
        if (!in.type().getTypeParameters().isEmpty()) {
            in.problem(
                    in.type(),
                    "%s has type parameters, so Weft cannot make one. Write concrete types.".formatted(name));
        }
        boolean inner = in.type().getNestingKind() == NestingKind.MEMBER
                && !in.type().getModifiers().contains(Modifier.STATIC)
                && in.type().getKind() == ElementKind.CLASS;
        if (inner || in.type().getNestingKind() == NestingKind.LOCAL) {
            in.problem(in.type(), "%s is an inner class, so Weft cannot make one. Make it static.".formatted(name));
        }
        var annotated = ElementFilter.methodsIn(in.type().getEnclosedElements()).stream()
                .filter(ClassReader::isDeclaration)
                .toList();
        if (in.type().getModifiers().contains(Modifier.ABSTRACT) || in.type().getKind() == ElementKind.INTERFACE) {
            annotated.stream()
                    .filter(method -> !method.getModifiers().contains(Modifier.ABSTRACT))
                    .forEach(method -> in.problem(
                            method,
                            "%s: its class is abstract, so Weft cannot make one to call it. Remove abstract, or move the method."
                                    .formatted(in.place(method))));
        }
        var seen = new HashMap<String, ExecutableElement>();
        for (var method : annotated) {
            if (seen.putIfAbsent(method.getSimpleName().toString(), method) != null) {
                in.problem(
                        method,
                        "%s: two methods of that name declare something. Give them different names; @Asset(name = …) keeps the key."
                                .formatted(in.place(method)));
            }
        }
    }

    private static boolean isDeclaration(ExecutableElement method) {
        return DECLARING.stream().anyMatch(each -> method.getAnnotation(each) != null);
    }

    /** Returns the assets whose methods could not be read, by name only, so that what reads them is not called wrong too. */
    List<AssetDefinition> broken() {
        return broken;
    }

    private void keepName(ExecutableElement method) {
        var asset = method.getAnnotation(Asset.class);
        var external = method.getAnnotation(ExternalAsset.class);
        if (asset == null && external == null) {
            return;
        }
        var name = asset == null ? external.name() : asset.name();
        try {
            var key = in.key(name, method);
            var producer = new Producer(
                    in.binaryName(),
                    method.getSimpleName().toString(),
                    List.of(),
                    List.of(key),
                    Producer.Returns.VALUE,
                    0,
                    Optional.empty());
            broken.add(AssetDefinition.builder(key, producer)
                    .value(new ValueType.Any())
                    .build());
        } catch (IllegalArgumentException e) {
            // Its name is what is wrong, and that was said.
        }
    }

    private void readMethod(ExecutableElement method) {
        var asset = method.getAnnotation(Asset.class);
        var external = method.getAnnotation(ExternalAsset.class);
        var check = method.getAnnotation(AssetCheck.class);
        var factory = method.getAnnotation(AssetFactory.class);
        if (asset == null && external == null && check == null && factory == null) {
            return;
        }
        places.put(in.place(method), method);
        for (int i = 0; i < method.getParameters().size(); i++) {
            places.put(
                    "%s, parameter %d".formatted(in.place(method), i + 1),
                    method.getParameters().get(i));
        }
        var kinds = DECLARING.stream()
                .filter(each -> method.getAnnotation(each) != null)
                .map(each -> "@" + each.getSimpleName())
                .toList();
        if (kinds.size() > 1) {
            throw new IllegalArgumentException("it is marked %s; keep one".formatted(String.join(" and ", kinds)));
        }
        if (method.getAnnotation(RangeLimit.class) != null) {
            throw new IllegalArgumentException(
                    "@RangeLimit bounds steps over ranges, which this version of Weft does not have yet. Remove it");
        }
        if (method.getModifiers().contains(Modifier.PRIVATE)) {
            throw new IllegalArgumentException("it is private, so Weft cannot call it. Leave the modifier out");
        }
        if (method.getModifiers().contains(Modifier.STATIC)) {
            throw new IllegalArgumentException(
                    "it is static. Leave the modifier out: assets are methods of an instance");
        }
        if (!method.getTypeParameters().isEmpty()) {
            throw new IllegalArgumentException("it has type parameters. Write concrete types");
        }
        if (asset != null) {
            assets.addAll(assetReader.read(method, asset));
        } else if (external != null) {
            assets.add(assetReader.read(method, external));
        } else if (check != null) {
            checks.add(checkReader.read(method, check));
        } else {
            factories.add(FactoryReader.read(in, method, Objects.requireNonNull(factory)));
        }
    }
}
