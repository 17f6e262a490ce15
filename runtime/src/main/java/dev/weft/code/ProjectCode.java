package dev.weft.code;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.CheckDefinition;
import dev.weft.asset.CodeVersion;
import dev.weft.graph.AssetGraph;
import dev.weft.plan.CodeChange;
import dev.weft.plan.CurrentCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The code of a user project: versions derived from its class files, which are read, never loaded.
 *
 * <p>What was derived is kept in the project's folder {@code .weft} and used again as long as no file of the class path changed; class files are
 * parsed only when one did. Safe for use by many threads, and two processes may share a folder.
 */
public final class ProjectCode implements CurrentCode {

    private final Source source;
    private final CodeMemory memory;
    private final Kept kept;
    private final Map<Question, List<CodeChange>> answers = new ConcurrentHashMap<>();
    private final Map<String, Listing.Entry> remembered = new ConcurrentHashMap<>();
    private @Nullable Summary summary;
    private @Nullable CodeGraph graph;

    private ProjectCode(Source source, CodeMemory memory) {
        this.source = source;
        this.memory = memory;
        this.kept = new Kept(source);
    }

    /**
     * Where code comes from.
     *
     * @param root the project's folder: its {@code pom.xml} says the group, and what is derived is kept in its {@code .weft}
     * @param classPath folders and jars, in order
     * @param packages packages that are the project's even in jars of others; empty for those of the project's Maven group
     * @param graph what is declared
     * @param providers the binary names of the classes with {@code @Provides} methods
     */
    public record Source(
            Path root, List<Path> classPath, List<String> packages, AssetGraph graph, List<String> providers) {
        public Source {
            classPath = List.copyOf(classPath);
            packages = List.copyOf(packages);
            providers = List.copyOf(providers);
        }
    }

    private record Question(AssetKey asset, CodeVersion from) {}

    /**
     * Returns the code of a project; nothing is read yet.
     *
     * @param memory keeps what versions were made of
     */
    public static ProjectCode of(Source source, CodeMemory memory) {
        return new ProjectCode(source, memory);
    }

    @Override
    public CodeVersion versionOf(AssetDefinition asset) {
        return asset.codeVersion().map(CodeVersion::of).orElseGet(() -> derived(asset));
    }

    private CodeVersion derived(AssetDefinition asset) {
        var version = summary().versions().get(Roots.of(asset));
        if (version == null) {
            throw new IllegalStateException("The class file of %s, which makes %s, is gone. Compile the project again."
                    .formatted(asset.producer().place(), asset.key()));
        }
        return CodeVersion.of(version.text());
    }

    @Override
    public CodeVersion versionOfCheck(CheckDefinition check) {
        var version = summary().versions().get(Roots.of(check));
        if (version == null) {
            throw new IllegalStateException(
                    "The class file of the check %s is gone. Compile the project again.".formatted(check.label()));
        }
        return CodeVersion.of(version.text());
    }

    @Override
    public String compilerOf(AssetDefinition asset) {
        return asset.codeVersion().isPresent() ? "" : summary().compilers().getOrDefault(declaringClass(asset), "");
    }

    private static String declaringClass(AssetDefinition asset) {
        return asset.producer()
                .factory()
                .map(id -> id.substring(0, id.lastIndexOf('#')))
                .orElse(asset.producer().className());
    }

    @Override
    public List<CodeChange> changesSince(AssetDefinition asset, CodeVersion from) {
        if (asset.codeVersion().isPresent()) {
            return List.of();
        }
        var question = new Question(asset.key(), from);
        var answer = answers.get(question);
        if (answer == null) {
            answer = compare(asset, from);
            answers.put(question, answer);
        }
        return answer;
    }

    private List<CodeChange> compare(AssetDefinition asset, CodeVersion from) {
        var text = memory.texts(List.of(from.text())).get(from.text());
        if (text == null) {
            return List.of();
        }
        var now = graph().listing(Roots.of(asset));
        var entries = new LinkedHashMap<String, Listing.Entry>();
        var unknown = new ArrayList<String>();
        for (var id : Listing.ids(text)) {
            var entry = now.entries().getOrDefault(id, remembered.get(id));
            if (entry == null) {
                unknown.add(id);
            } else {
                entries.put(id, entry);
            }
        }
        memory.texts(unknown).forEach((id, entry) -> remembered.put(id, Listing.Entry.parse(entry)));
        unknown.forEach(id -> entries.computeIfAbsent(id, remembered::get));
        return new Listing(entries).changesTo(now);
    }

    /**
     * Returns where the asset's code looks for other code by a name that is known only when it runs: a change of what it finds there goes unseen.
     * Empty for an asset that says with {@code @DependsOnCode} what it finds, or has an explicit version.
     */
    public List<String> lookedUpBy(AssetDefinition asset) {
        var version = summary().versions().get(Roots.of(asset));
        return version == null || asset.codeVersion().isPresent() ? List.of() : version.lookedUp();
    }

    /** Keeps what the assets' logic reaches, where that is not kept yet: what a later version will be compared with. */
    public void remember(Collection<AssetDefinition> assets) {
        var roots = new HashMap<String, String>();
        assets.stream()
                .filter(asset -> asset.codeVersion().isEmpty() && asset.nature().isMaterializable())
                .forEach(asset -> roots.put(versionOf(asset).text(), Roots.of(asset)));
        roots.keySet().removeAll(memory.texts(roots.keySet()).keySet());
        if (roots.isEmpty()) {
            return;
        }
        var texts = new HashMap<String, String>();
        var entries = new HashMap<String, Listing.Entry>();
        roots.forEach((version, root) -> {
            var listing = graph().listing(root);
            texts.put(version, listing.text());
            entries.putAll(listing.entries());
        });
        entries.keySet().removeAll(memory.texts(entries.keySet()).keySet());
        entries.forEach((id, entry) -> texts.put(id, entry.text()));
        memory.keep(texts);
    }

    private synchronized Summary summary() {
        var there = summary;
        if (there == null) {
            there = kept.summary().orElse(null);
            if (there == null) {
                derive();
                there = java.util.Objects.requireNonNull(summary);
            }
            summary = there;
        }
        return there;
    }

    private synchronized CodeGraph graph() {
        summary();
        var there = graph;
        if (there == null) {
            there = kept.graph().orElse(null);
            if (there == null) {
                derive();
                there = java.util.Objects.requireNonNull(graph);
            }
            graph = there;
        }
        return there;
    }

    private void derive() {
        var groups = new HashSet<String>();
        MavenGroup.of(source.root()).ifPresent(groups::add);
        try (var path = CodePath.of(source.classPath(), groups, source.packages())) {
            // What a factory hands over for an asset may be a lambda, which is the compiler's to name.
            var handedOver = Stream.concat(
                            source.graph().assets().stream().map(AssetDefinition::producer),
                            source.graph().checks().stream().map(CheckDefinition::method))
                    .filter(producer -> producer.factory().isPresent())
                    .map(producer -> producer.className().replace('.', '/') + "." + producer.method())
                    .collect(Collectors.toSet());
            var classes = path.nests().values().stream()
                    .flatMap(
                            nest -> NestReader.read(
                                    nest.stream().map(Supplier::get).toList(), path::isProject, handedOver::contains)
                                    .stream())
                    .toList();
            var providers = source.providers().stream()
                    .map(name -> name.replace('.', '/'))
                    .toList();
            var linker = new Linker(path, new Hierarchy(classes), providers);
            source.graph().assets().forEach(linker::add);
            source.graph().checks().forEach(linker::add);
            graph = linker.graph();
            summary = new Summary(graph.versions(), Compilers.of(path));
        }
        kept.keep(summary, graph);
    }
}
