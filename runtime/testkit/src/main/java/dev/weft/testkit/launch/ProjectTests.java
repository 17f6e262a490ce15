package dev.weft.testkit.launch;

import dev.weft.asset.AssetKey;
import dev.weft.graph.AssetGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The JUnit tests of a user project. They run with the project's own libraries, JUnit and test kit included, and see nothing of this Weft. */
public final class ProjectTests {

    private final List<Path> roots;
    private final List<Path> classPath;
    private final TestCode code;

    private ProjectTests(List<Path> roots, List<Path> classPath, TestCode code) {
        this.roots = roots;
        this.classPath = classPath;
        this.code = code;
    }

    /**
     * Returns the tests; reads their byte code and loads none.
     *
     * @param graph the project's assets
     * @param roots the folders of compiled tests
     * @param classPath what the tests need, those folders included
     */
    public static ProjectTests of(AssetGraph graph, List<Path> roots, List<Path> classPath) {
        var there = roots.stream().filter(Files::isDirectory).toList();
        return new ProjectTests(there, List.copyOf(classPath), TestCode.read(graph, there));
    }

    /**
     * Runs tests and returns when all have ended.
     *
     * @param about only the tests that exercise one of these assets; empty for all tests
     * @param timeout how long a test may run before it is interrupted
     * @param listener hears what happens, from the threads on which the tests run
     */
    public void run(Optional<Set<AssetKey>> about, Duration timeout, Consumer<TestEvent> listener) {
        var request = new HashMap<String, Object>();
        request.put("roots", roots);
        request.put("timeout", timeout.toString());
        about.ifPresent(assets -> request.put("only", code.methodsAbout(assets)));
        // Java 17 looks for its generators through the thread's class loader, once for the whole process, and not
        // through
        // that of the tests: from there it would find none.
        Objects.requireNonNull(RandomGenerator.getDefault());
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        try (var folder = new Scratch();
                var tests = new URLClassLoader(urls(), ClassLoader.getPlatformClassLoader())) {
            var loader = new BridgeClassLoader(tests, folder.path);
            thread.setContextClassLoader(loader);
            bridge(loader).accept(request, event -> tell(event, listener));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not close the project's classes", e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @SuppressWarnings("unchecked") // what Bridge implements, as another loader knows it
    private static BiConsumer<Map<String, Object>, Consumer<Map<String, Object>>> bridge(ClassLoader loader) {
        try {
            return (BiConsumer<Map<String, Object>, Consumer<Map<String, Object>>>)
                    loader.loadClass(Bridge.class.getName()).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The bridge to the project's tests cannot be loaded: this is a bug", e);
        }
    }

    private void tell(Map<String, Object> event, Consumer<TestEvent> listener) {
        switch (String.valueOf(event.get("type"))) {
            case "found" -> listener.accept(new TestEvent.Found(((Number) of(event, "tests")).longValue()));
            case "started" -> listener.accept(new TestEvent.Started(id(event)));
            default ->
                listener.accept(new TestEvent.Ended(
                        id(event),
                        TestEvent.Outcome.valueOf(of(event, "outcome").toString()),
                        Duration.ofNanos(((Number) of(event, "nanos")).longValue()),
                        assets(event),
                        of(event, "error").toString()));
        }
    }

    /** What ran says more than what the code names; a call of an asset's method is seen only there. */
    private Set<String> assets(Map<String, Object> event) {
        var assets = new TreeSet<String>();
        ((Iterable<?>) of(event, "assets")).forEach(asset -> assets.add(asset.toString()));
        var test = id(event);
        code.assetsOf(test.className(), test.method()).forEach(key -> assets.add(key.text()));
        return assets;
    }

    private static TestId id(Map<String, Object> event) {
        return new TestId(
                of(event, "class").toString(),
                of(event, "method").toString(),
                of(event, "name").toString());
    }

    private static Object of(Map<String, Object> event, String name) {
        return Objects.requireNonNull(event.get(name), name);
    }

    private URL[] urls() {
        return classPath.stream().map(ProjectTests::url).toArray(URL[]::new);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("Not a place of classes: " + path, e);
        }
    }

    /** A folder for the one file that a class loader has to find. */
    private static final class Scratch implements AutoCloseable {

        private final Path path;

        Scratch() throws IOException {
            path = Files.createTempDirectory("weft-tests-");
        }

        @Override
        public void close() throws IOException {
            Files.deleteIfExists(path.resolve("service"));
            Files.deleteIfExists(path);
        }
    }
}
