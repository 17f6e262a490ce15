package dev.weft.processor;

import dev.weft.api.Asset;
import dev.weft.api.AssetCheck;
import dev.weft.api.AssetFactory;
import dev.weft.api.Assets;
import dev.weft.api.DependsOnCode;
import dev.weft.api.ExternalAsset;
import dev.weft.api.IndexedAssets;
import dev.weft.api.Outputs;
import dev.weft.api.Provides;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.CheckDefinition;
import dev.weft.asset.DefinitionProblem;
import dev.weft.asset.DefinitionProblems;
import dev.weft.asset.FactoryDefinition;
import dev.weft.graph.AssetGraph;
import dev.weft.graph.DefinitionJson;
import dev.weft.graph.Definitions;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

/**
 * Writes what {@code @Assets} classes declare into an index, and reports what is wrong in it where it stands.
 *
 * <p>Isolating: one index entry and one marker class per {@code @Assets} class. The rules of the graph are those that hold when a project is
 * loaded; here they see the classes of this compilation and everything on the class path that an earlier one has marked.
 */
@SupportedAnnotationTypes("dev.weft.api.*")
public final class WeftProcessor extends AbstractProcessor {

    /** The package of marker classes. */
    static final String INDEX_PACKAGE = "dev.weft.index";

    private final Map<String, Definitions> declared = new LinkedHashMap<>();
    private final Map<String, Element> places = new HashMap<>();
    private final List<AssetDefinition> broken = new ArrayList<>();

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        var types = ElementFilter.typesIn(round.getElementsAnnotatedWith(Assets.class));
        types.forEach(this::read);
        findStrays(round);
        findStrayDependencies(round);
        new ResourceRules(this::problem).check(round);
        for (var type : declaringTypes(round.getElementsAnnotatedWith(Provides.class))) {
            write("META-INF/weft/provides/" + binaryName(type), "", type);
        }
        if (round.processingOver()) {
            checkGraph();
        }
        return false;
    }

    private void read(TypeElement type) {
        var reader = new ClassReader(new DeclaringClass(processingEnv, type, this::problem), places);
        var definitions = reader.read();
        broken.addAll(reader.broken());
        var name = binaryName(type);
        declared.put(name, definitions);
        write("META-INF/weft/assets/" + name + ".json", DefinitionJson.write(definitions), type);
        mark(name, type);
    }

    private void mark(String className, TypeElement type) {
        // An underscore is always followed by a letter that says what it stands for: no two classes share a marker.
        var simple = "I_" + className.replace("_", "_u").replace("$", "_d").replace(".", "_p");
        try (Writer out = processingEnv
                .getFiler()
                .createSourceFile(INDEX_PACKAGE + "." + simple, type)
                .openWriter()) {
            out.write("""
                    package %s;

                    /** Marks what %s declares. */
                    @%s(value = "%s", compiler = "%s")
                    public interface %s {}
                    """.formatted(
                            INDEX_PACKAGE, className, IndexedAssets.class.getName(), className, compiler(), simple));
        } catch (IOException e) {
            problem(type, "Could not write the marker of %s: %s".formatted(className, e.getMessage()));
        }
    }

    /** Class files do not say what made them; whoever runs a processor can be asked. */
    private String compiler() {
        var environment = processingEnv.getClass();
        if (environment.getName().startsWith("com.sun.tools.javac.")) {
            return "javac " + Runtime.version().feature();
        }
        var version = environment.getPackage().getImplementationVersion();
        var name = environment.getName().startsWith("org.eclipse.") ? "ecj" : environment.getName();
        return version == null ? name : name + " " + version;
    }

    private void write(String resource, String text, TypeElement type) {
        try (Writer out = processingEnv
                .getFiler()
                .createResource(StandardLocation.CLASS_OUTPUT, "", resource, type)
                .openWriter()) {
            out.write(text);
        } catch (IOException e) {
            problem(type, "Could not write %s: %s".formatted(resource, e.getMessage()));
        }
    }

    /** A method outside of an {@code @Assets} class would be forgotten in silence. */
    private void findStrays(RoundEnvironment round) {
        for (var annotation : List.of(Asset.class, ExternalAsset.class, AssetCheck.class, AssetFactory.class)) {
            for (var method : ElementFilter.methodsIn(round.getElementsAnnotatedWith(annotation))) {
                var type = Objects.requireNonNull(method.getEnclosingElement());
                // An annotation of a record's component is also one of its accessor.
                if (type.getAnnotation(Assets.class) == null && type.getAnnotation(Outputs.class) == null) {
                    problem(
                            method,
                            "%s.%s is marked @%s, but its class is not marked @Assets. Add @Assets to the class."
                                    .formatted(
                                            type.getSimpleName(), method.getSimpleName(), annotation.getSimpleName()));
                }
            }
        }
    }

    /** Where it does not stand on what makes an asset, nobody would look at it. */
    private void findStrayDependencies(RoundEnvironment round) {
        for (var element : round.getElementsAnnotatedWith(DependsOnCode.class)) {
            boolean makes = element.getAnnotation(Assets.class) != null
                    || element.getAnnotation(Asset.class) != null
                    || element.getAnnotation(AssetCheck.class) != null;
            if (!makes) {
                problem(
                        element,
                        "%s is marked @DependsOnCode, but is neither an @Asset or @AssetCheck method nor an @Assets class. Mark what depends on that code."
                                .formatted(element.getSimpleName()));
            }
        }
    }

    private void checkGraph() {
        var assets = new ArrayList<AssetDefinition>();
        var checks = new ArrayList<CheckDefinition>();
        var factories = new ArrayList<FactoryDefinition>();
        // Those of the class path first: of two with one name, the one that is compiled here is told to change.
        Stream.concat(onClassPath().stream(), declared.values().stream()).forEach(definitions -> {
            assets.addAll(definitions.assets());
            checks.addAll(definitions.checks());
            factories.addAll(definitions.factories());
        });
        if (assets.isEmpty() && checks.isEmpty()) {
            return;
        }
        assets.addAll(broken);
        try {
            AssetGraph.check(new Definitions(assets, checks, factories));
        } catch (DefinitionProblems problems) {
            problems.problems().forEach(this::report);
        }
    }

    /** Problems of other jars are for those who compile them; what names no place here is said without one. */
    private void report(DefinitionProblem problem) {
        var place = places.get(problem.place());
        if (place != null) {
            problem(current(place), problem.message());
        } else if (declared.keySet().stream().anyMatch(name -> problem.place().startsWith(simple(name) + "."))
                || problem.place().isEmpty()) {
            processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, problem.toString());
        }
    }

    /** The compiler enters its sources anew in each round, and only elements of the current one have a position. */
    private Element current(Element place) {
        var method = (ExecutableElement)
                (place instanceof ExecutableElement ? place : Objects.requireNonNull(place.getEnclosingElement()));
        var type = (TypeElement) Objects.requireNonNull(method.getEnclosingElement());
        var now = processingEnv.getElementUtils().getTypeElement(type.getQualifiedName());
        if (now == null) {
            return place;
        }
        return ElementFilter.methodsIn(now.getEnclosedElements()).stream()
                .filter(candidate -> candidate.toString().equals(method.toString()))
                .map(candidate -> place == method
                        ? candidate
                        : (Element) candidate
                                .getParameters()
                                .get(method.getParameters().indexOf(place)))
                .findFirst()
                .orElse(place);
    }

    private List<Definitions> onClassPath() {
        var index = processingEnv.getElementUtils().getPackageElement(INDEX_PACKAGE);
        if (index == null) {
            return List.of();
        }
        var found = new ArrayList<Definitions>();
        var seen = new HashSet<>(declared.keySet());
        for (var marker : ElementFilter.typesIn(index.getEnclosedElements())) {
            var mark = marker.getAnnotation(IndexedAssets.class);
            if (mark != null
                    && seen.add(mark.value())
                    && processingEnv
                                    .getElementUtils()
                                    .getTypeElement(mark.value().replace('$', '.'))
                            != null) {
                readEntry(mark.value()).ifPresent(found::add);
            }
        }
        return found;
    }

    private java.util.Optional<Definitions> readEntry(String className) {
        var path = "META-INF/weft/assets/" + className + ".json";
        for (var location : List.of(StandardLocation.CLASS_PATH, StandardLocation.CLASS_OUTPUT)) {
            try {
                var text =
                        processingEnv.getFiler().getResource(location, "", path).getCharContent(true);
                return java.util.Optional.of(DefinitionJson.read(text.toString()));
            } catch (IOException | IllegalArgumentException e) {
                // Not there: the other place may have it; what is nowhere is looked at again when the project is
                // loaded.
            }
        }
        return java.util.Optional.empty();
    }

    private Set<TypeElement> declaringTypes(Set<? extends Element> methods) {
        var types = new HashSet<TypeElement>();
        methods.forEach(method -> types.add((TypeElement) method.getEnclosingElement()));
        return types;
    }

    private String binaryName(TypeElement type) {
        return processingEnv.getElementUtils().getBinaryName(type).toString();
    }

    private static String simple(String className) {
        return className.substring(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
    }

    private void problem(Element element, String message) {
        processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, message, element);
    }
}
