package dev.weft.testkit;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.FactoryDefinition;
import dev.weft.asset.Producer;
import dev.weft.discovery.Index;
import dev.weft.graph.AssetGraph;
import dev.weft.graph.Definitions;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The definitions that a test is about, as Weft's annotation processor left them on the test's class path.
 *
 * @param known what the places declare
 * @param classes the names of the classes that the test is about; empty for all
 * @param providers the classes with {@code @Provides} methods
 * @param places the folders and jars that declare them
 * @param loader what loads them
 */
record TestProject(
        Definitions known, Set<String> classes, List<String> providers, List<Path> places, ClassLoader loader) {

    private static final String NAME = "test";
    private static final String INDEX = "META-INF/weft/assets/";

    /** Returns all that the class path declares. */
    static TestProject ofClassPath() {
        var loader = contextLoader();
        var places = places(loader);
        var index = Index.read(places, NAME);
        var known = index.definitions();
        if (known.assets().isEmpty() && known.factories().isEmpty()) {
            throw new IllegalStateException(
                    "The test's class path declares no asset: no folder or jar of it has %s. Is weft-processor an annotation processor of the project?"
                            .formatted(INDEX));
        }
        return new TestProject(known, Set.of(), index.providers(), places, loader);
    }

    /** Returns what these classes declare, and from the rest of the class path what those assets read, directly or not. */
    static TestProject of(Class<?>... classes) {
        var loader = classes[0].getClassLoader();
        var own = Arrays.stream(classes).map(TestProject::placeOf).distinct().toList();
        var names = Arrays.stream(classes).map(Class::getName).collect(Collectors.toSet());
        var near = Index.read(own, NAME);
        for (var type : classes) {
            if (!declares(near.definitions(), type.getName())) {
                throw new IllegalArgumentException(
                        "%s declares no asset that Weft's annotation processor has written down. Is it marked @Assets, and is weft-processor an annotation processor where it is compiled?"
                                .formatted(type.getName()));
            }
        }
        var project = new TestProject(near.definitions(), names, near.providers(), own, loader);
        if (project.unmade(project.closure(near.definitions()).missing()).isEmpty()) {
            return project;
        }
        var all = new LinkedHashSet<>(own);
        all.addAll(places(loader));
        var far = Index.read(List.copyOf(all), NAME);
        return new TestProject(far.definitions(), names, far.providers(), List.copyOf(all), loader);
    }

    private static boolean declares(Definitions definitions, String className) {
        return definitions.assets().stream()
                        .anyMatch(asset -> asset.producer().className().equals(className))
                || definitions.checks().stream()
                        .anyMatch(check -> check.method().className().equals(className))
                || definitions.factories().stream()
                        .anyMatch(factory -> factory.className().equals(className));
    }

    /** Returns the keys that no factory here may define either. */
    private Set<AssetKey> unmade(Set<AssetKey> missing) {
        return missing.stream()
                .filter(key -> known.factories().stream().noneMatch(factory -> factory.mayDefine(key)))
                .collect(Collectors.toSet());
    }

    /** Returns the factories that the test's graph needs: those of its classes, and those that may define what its assets read. */
    List<FactoryDefinition> factories() {
        var missing = closure(known).missing();
        return known.factories().stream()
                .filter(factory -> classes.isEmpty()
                        || classes.contains(factory.className())
                        || missing.stream().anyMatch(factory::mayDefine))
                .toList();
    }

    /** Returns the test's graph: what its classes declare and what {@code made} adds to it, with all that those assets read. */
    AssetGraph graph(Definitions made) {
        var assets = new ArrayList<>(known.assets());
        assets.addAll(made.assets());
        var checks = new ArrayList<>(known.checks());
        checks.addAll(made.checks());
        var all = new Definitions(assets, checks);
        var chosen = classes.isEmpty() ? all : closure(all).definitions();
        return AssetGraph.of(
                chosen.assets().stream().map(TestProject::withoutWaiting).toList(), chosen.checks());
    }

    private record Closure(Definitions definitions, Set<AssetKey> missing) {}

    private Closure closure(Definitions all) {
        var byKey = new LinkedHashMap<AssetKey, AssetDefinition>();
        all.assets()
                .forEach(asset -> byKey.merge(
                        asset.key(), asset, (first, second) -> isOfTheTest(second.producer()) ? second : first));
        var todo = new ArrayDeque<AssetKey>();
        byKey.values().stream().filter(asset -> isOfTheTest(asset.producer())).forEach(asset -> todo.add(asset.key()));
        var checks = all.checks().stream()
                .filter(check -> isOfTheTest(check.method()))
                .toList();
        checks.forEach(check -> check.method().inputs().forEach(input -> todo.add(input.upstream())));
        var chosen = new LinkedHashMap<AssetKey, AssetDefinition>();
        var missing = new HashSet<AssetKey>();
        while (!todo.isEmpty()) {
            var key = todo.remove();
            var asset = byKey.get(key);
            if (asset == null) {
                missing.add(key);
            } else if (chosen.putIfAbsent(key, asset) == null) {
                todo.addAll(asset.producer().outputs());
                asset.inputs().forEach(input -> todo.add(input.upstream()));
            }
        }
        return new Closure(new Definitions(List.copyOf(chosen.values()), checks), missing);
    }

    private boolean isOfTheTest(Producer producer) {
        return classes.contains(producer.declaringClass());
    }

    /** Nobody waits in a test: a retry follows at once. */
    private static AssetDefinition withoutWaiting(AssetDefinition asset) {
        return asset.toBuilder()
                .policy(asset.policy().withDelays(Duration.ZERO, Duration.ZERO, 0))
                .build();
    }

    private static ClassLoader contextLoader() {
        var context = Thread.currentThread().getContextClassLoader();
        return context != null ? context : TestProject.class.getClassLoader();
    }

    private static Path placeOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Could not tell where %s lies.".formatted(type.getName()), e);
        }
    }

    private static List<Path> places(ClassLoader loader) {
        try {
            return Collections.list(loader.getResources(INDEX)).stream()
                    .map(TestProject::root)
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("Could not search the class path: " + e.getMessage(), e);
        }
    }

    private static Path root(URL index) {
        try {
            if (index.openConnection() instanceof JarURLConnection jar) {
                return Path.of(jar.getJarFileURL().toURI());
            }
            return Path.of(URI.create(index.toString())).resolve("../../..").normalize();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("Could not tell where %s lies.".formatted(index), e);
        }
    }
}
