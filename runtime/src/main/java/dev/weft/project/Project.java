package dev.weft.project;

import dev.weft.asset.DefinitionProblems;
import dev.weft.code.ProjectCode;
import dev.weft.discovery.Index;
import dev.weft.discovery.ProjectException;
import dev.weft.discovery.Resources;
import dev.weft.discovery.UserClassLoader;
import dev.weft.discovery.UserCode;
import dev.weft.graph.AssetGraph;
import dev.weft.graph.Definitions;
import dev.weft.settings.ProjectSettings;
import dev.weft.settings.RunConfig;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A user project that is compiled and read; opening it loads no user class. */
public final class Project {

    private final Path root;
    private final String name;
    private final List<Path> classPath;
    private final ProjectSettings settings;
    private final Index index;
    private final AssetGraph graph;

    private Project(Path root, String name, List<Path> classPath, List<String> environments) {
        this.root = root;
        this.name = name;
        this.classPath = classPath;
        this.settings = ProjectSettings.of(root, classPath, environments, System.getenv());
        this.index = Index.read(classPath, name, new JarEntries(root));
        var definitions = withFactories(index.definitions(), environments);
        if (definitions.assets().isEmpty() && definitions.factories().isEmpty()) {
            throw new ProjectException(NothingDeclared.message(root, classPath));
        }
        this.graph = AssetGraph.of(definitions.assets(), definitions.checks());
    }

    /**
     * Opens a project: a folder with a {@code pom.xml}, a jar, a folder of {@code .java} files, or one such file. Compiles it if its sources are
     * newer.
     *
     * @param extraClassPath what a jar needs beside itself, separated as the system separates class paths
     * @param progress receives a line for what takes longer than a moment
     * @throws ProjectException if it is none of these or does not compile
     * @throws DefinitionProblems if what it declares is wrong
     */
    public static Project open(Path path, String extraClassPath, Consumer<String> progress) {
        return open(path, extraClassPath, List.of(), progress);
    }

    /**
     * As {@link #open(Path, String, Consumer)}, with the settings of environments.
     *
     * @param environments their names, the last of which counts most
     */
    public static Project open(Path path, String extraClassPath, List<String> environments, Consumer<String> progress) {
        var place = path.toAbsolutePath().normalize();
        if (!Files.exists(place)) {
            throw new ProjectException("There is nothing at %s. Name a project with -p PATH.".formatted(place));
        }
        var extra = split(extraClassPath);
        if (Files.isRegularFile(place)) {
            var file = place.getFileName().toString();
            if (file.endsWith(".jar")) {
                return new Project(
                        parent(place), file.substring(0, file.length() - 4), join(List.of(place), extra), environments);
            }
            if (file.endsWith(".java")) {
                var classes = new SourceFolder(parent(place), List.of(place)).compile(extra, progress);
                return new Project(
                        parent(place),
                        file.substring(0, file.length() - 5),
                        join(List.of(classes), extra),
                        environments);
            }
            throw new ProjectException("%s is no project: expected a folder, a .jar or a .java file.".formatted(place));
        }
        var name = place.getFileName() == null ? "project" : place.getFileName().toString();
        if (Files.exists(place.resolve("pom.xml"))) {
            return new Project(place, name, join(new MavenFolder(place).classPath(progress), extra), environments);
        }
        var sources = SourceFolder.javaFiles(place);
        if (sources.isEmpty()) {
            throw new ProjectException(
                    "%s is no project: it has neither a pom.xml nor a .java file. Name one with -p PATH."
                            .formatted(place));
        }
        var classes = new SourceFolder(place, sources).compile(extra, progress);
        return new Project(place, name, join(List.of(classes), extra), environments);
    }

    /** Returns the folder in which the project keeps its catalog and data. */
    public Path root() {
        return root;
    }

    /** Returns the project's name, which is its code location. */
    public String name() {
        return name;
    }

    public List<Path> classPath() {
        return classPath;
    }

    /**
     * Returns the project's tests, compiled if a source is newer. Those of a Maven project are in {@code src/test}; those of a folder lie among its
     * sources, and what they need is on the extra class path.
     *
     * @throws ProjectException if there are none, they do not compile, or there is no JUnit
     */
    public TestClasses tests(Consumer<String> progress) {
        if (Files.exists(root.resolve("pom.xml"))) {
            return new MavenFolder(root).tests(progress);
        }
        var roots = classPath.stream().limit(1).filter(Files::isDirectory).toList();
        if (roots.isEmpty()) {
            throw new ProjectException("%s is a jar: its tests are run where it is built.".formatted(name));
        }
        return new TestClasses(
                roots,
                JUnitLauncher.addedTo(classPath, root, new LocalRepository(System.getenv()).of(root), artifact -> {}));
    }

    /** Returns the project's settings; its files are read at the first question. */
    public ProjectSettings settings() {
        return settings;
    }

    public AssetGraph graph() {
        return graph;
    }

    /** Returns where the project's code is, to be read; {@code weft.code.packages} lists packages that are its own in jars of others. */
    public ProjectCode.Source codeSource() {
        var setting = "weft.code.packages";
        var packages = Stream.concat(settings.get(setting).stream(), settings.below(setting).values().stream())
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        return new ProjectCode.Source(root, classPath, packages, graph, index.providers());
    }

    /** Returns the project's code, ready to be called with the defaults of its configuration; the caller closes it. */
    public UserCode code() {
        return code(RunConfig.none(root));
    }

    /** Returns the project's code, ready to be called; the caller closes it. */
    public UserCode code(RunConfig config) {
        var loader = new UserClassLoader(classPath);
        return new UserCode(
                loader,
                Resources.of(loader, classPath, index.providers(), settings),
                config,
                index.definitions().factories());
    }

    /** Adds what factories define; they run only if it is not known from an earlier time. */
    private Definitions withFactories(Definitions declared, List<String> environments) {
        if (declared.factories().isEmpty()) {
            return declared;
        }
        var assets = new ArrayList<>(declared.assets());
        var checks = new ArrayList<>(declared.checks());
        var made = new KeptDefinitions(root, name, classPath, environments, declared.factories()).orElse(() -> {
            try (var code = code()) {
                return code.define(declared.factories());
            }
        });
        made.assets()
                .forEach(
                        asset -> assets.add(asset.toBuilder().codeLocation(name).build()));
        checks.addAll(made.checks());
        return new Definitions(assets, checks, declared.factories());
    }

    private static Path parent(Path file) {
        var parent = file.getParent();
        return parent == null ? file : parent;
    }

    private static List<Path> split(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator, -1))
                .filter(part -> !part.isBlank())
                .map(part -> Path.of(part).toAbsolutePath())
                .toList();
    }

    private static List<Path> join(List<Path> first, List<Path> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
