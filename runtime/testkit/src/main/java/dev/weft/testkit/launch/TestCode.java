package dev.weft.testkit.launch;

import dev.weft.asset.AssetKey;
import dev.weft.asset.Producer;
import dev.weft.graph.AssetGraph;
import dev.weft.selection.Selection;
import dev.weft.selection.SelectionFacts;
import dev.weft.selection.SelectionSyntaxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What the byte code of tests says about assets, without loading a class: a call of an asset's or a check's method, and the selection that is
 * handed to the test kit as a constant. Calls are followed through the test classes themselves, lambdas included, not through the code under test.
 */
final class TestCode {

    private static final String TEST_KIT = "dev/weft/testkit/WeftTest";
    private static final Set<String> MATERIALIZING = Set.of("materialize", "plan", "force", "retryFailed");
    private static final int API = Opcodes.ASM9;

    private final AssetGraph graph;
    private final Map<String, Set<AssetKey>> byProducer = new HashMap<>();
    private final Map<String, Method> methods = new HashMap<>();

    private TestCode(AssetGraph graph) {
        this.graph = graph;
        graph.assets().forEach(asset -> producer(asset.producer(), asset.key()));
        graph.checks().forEach(check -> producer(check.method(), check.asset()));
    }

    private void producer(Producer producer, AssetKey key) {
        byProducer
                .computeIfAbsent(producer.className() + "#" + producer.method(), id -> new TreeSet<>())
                .add(key);
    }

    /** What one method of a test class does itself. */
    private static final class Method {
        private final Set<AssetKey> assets = new TreeSet<>();
        private final Set<String> calls = new HashSet<>();
        private boolean selectsByVariable;
    }

    /** Reads the classes below these folders. */
    static TestCode read(AssetGraph graph, List<Path> roots) {
        var code = new TestCode(graph);
        for (var root : roots) {
            try (var files = Files.walk(root)) {
                for (var file :
                        files.filter(path -> path.toString().endsWith(".class")).toList()) {
                    new ClassReader(Files.readAllBytes(file))
                            .accept(code.new Reader(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Could not read the test classes in %s".formatted(root), e);
            }
        }
        return code;
    }

    /** Returns the assets that a test method names, itself or through other methods of test classes. */
    Set<AssetKey> assetsOf(String className, String method) {
        var assets = new TreeSet<AssetKey>();
        reached(className + "#" + method).forEach(code -> assets.addAll(code.assets));
        return assets;
    }

    /** Returns all methods, as {@code class#method}, that name one of the assets, and those that may name any. */
    Set<String> methodsAbout(Set<AssetKey> assets) {
        return methods.keySet().stream()
                .filter(id -> reached(id).stream()
                        .anyMatch(code ->
                                code.selectsByVariable || code.assets.stream().anyMatch(assets::contains)))
                .collect(Collectors.toSet());
    }

    private List<Method> reached(String from) {
        var reached = new ArrayList<Method>();
        var seen = new HashSet<String>();
        var todo = new ArrayDeque<String>(List.of(from));
        while (!todo.isEmpty()) {
            var id = todo.remove();
            var code = methods.get(id);
            if (code != null && seen.add(id)) {
                reached.add(code);
                todo.addAll(code.calls);
            }
        }
        return reached;
    }

    private final class Reader extends ClassVisitor {

        private String className = "";

        Reader() {
            super(API);
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String superName,
                String @Nullable [] interfaces) {
            className = name.replace('/', '.');
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            // Overloads count as one: a test is known by its name.
            return new Body(methods.computeIfAbsent(className + "#" + name, id -> new Method()));
        }
    }

    private final class Body extends MethodVisitor {

        private final Method method;
        private final List<String> texts = new ArrayList<>();

        Body(Method method) {
            super(API);
            this.method = method;
        }

        @Override
        public void visitLdcInsn(Object value) {
            if (value instanceof String text) {
                texts.add(text);
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (owner.equals(TEST_KIT)) {
                if (MATERIALIZING.contains(name)) {
                    method.selectsByVariable |= texts.isEmpty();
                    texts.stream().findFirst().ifPresent(text -> method.assets.addAll(selected(text)));
                }
                texts.clear();
            } else {
                call(owner, name);
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            for (var argument : arguments) {
                if (argument instanceof Handle handle) {
                    call(handle.getOwner(), handle.getName());
                }
            }
        }

        private void call(String owner, String name) {
            var id = owner.replace('/', '.') + "#" + name;
            method.assets.addAll(byProducer.getOrDefault(id, Set.of()));
            method.calls.add(id);
        }
    }

    private Set<AssetKey> selected(String text) {
        try {
            return Selection.parse(text).resolve(graph, SelectionFacts.NONE);
        } catch (SelectionSyntaxException | IllegalArgumentException e) {
            return Set.of(); // some other text; the run itself tells what it materializes
        }
    }
}
