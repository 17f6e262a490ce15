package dev.weft.discovery;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.CheckDefinition;
import dev.weft.asset.FactoryDefinition;
import dev.weft.graph.DefinitionJson;
import dev.weft.graph.Definitions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;

/** What Weft's annotation processor left in the folders and jars of a class path; no user class is loaded to read it. */
public final class Index {

    private static final String ASSETS = "META-INF/weft/assets/";
    private static final String PROVIDES = "META-INF/weft/provides/";
    /** From so many classes on they are read side by side. */
    private static final int MANY = 16;

    private static final Definitions NOTHING = new Definitions(List.of(), List.of());

    private final List<AssetDefinition> assets = new ArrayList<>();
    private final List<CheckDefinition> checks = new ArrayList<>();
    private final List<FactoryDefinition> factories = new ArrayList<>();
    private final List<String> providers = new ArrayList<>();

    private Index() {}

    /**
     * A file of the index, whose class is there.
     *
     * @param name where it is in its jar
     * @param text what it holds; empty where the name says all
     */
    public record Entry(String name, String text) {}

    /** Knows what jars hold of the index. */
    public interface Jars {

        /** Returns the entries of each of these jars; one that has none may be missing. */
        Map<Path, List<Entry>> entries(List<Path> jars);
    }

    /**
     * Reads the index of a class path; an entry whose class is gone is ignored.
     *
     * @param codeLocation the name of the user project
     */
    public static Index read(List<Path> classPath, String codeLocation) {
        return read(classPath, codeLocation, jars -> {
            var entries = new HashMap<Path, List<Entry>>();
            jars.forEach(jar -> entries.put(jar, entriesOf(jar)));
            return entries;
        });
    }

    /** As {@link #read(List, String)}, with jars that need not be looked through each time. */
    public static Index read(List<Path> classPath, String codeLocation, Jars jars) {
        var index = new Index();
        var known = jars.entries(classPath.stream().filter(Files::isRegularFile).toList());
        for (var place : classPath) {
            try {
                if (Files.isDirectory(place)) {
                    index.readFolder(place, codeLocation);
                } else {
                    for (var entry : known.getOrDefault(place, List.of())) {
                        index.add(entry, place, codeLocation);
                    }
                }
            } catch (IOException e) {
                throw unreadable(place, e);
            }
        }
        return index;
    }

    /** Looks through a jar. @throws ProjectException if it is none */
    public static List<Entry> entriesOf(Path jar) {
        var found = new ArrayList<Entry>();
        try (var zip = new ZipFile(jar.toFile())) {
            for (var entries = zip.entries(); entries.hasMoreElements(); ) {
                var entry = entries.nextElement();
                var name = entry.getName();
                if (name.startsWith(ASSETS) && name.endsWith(".json")) {
                    var className = className(name.substring(ASSETS.length()));
                    if (zip.getEntry(className.replace('.', '/') + ".class") != null) {
                        try (var in = zip.getInputStream(entry)) {
                            found.add(new Entry(name, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
                        }
                    }
                } else if (name.startsWith(PROVIDES) && !name.endsWith("/")) {
                    found.add(new Entry(name, ""));
                }
            }
        } catch (IOException e) {
            throw unreadable(jar, e);
        }
        return found;
    }

    public Definitions definitions() {
        return new Definitions(assets, checks, factories);
    }

    /** Returns the binary names of the classes with {@code @Provides} methods. */
    public List<String> providers() {
        return List.copyOf(providers);
    }

    private void readFolder(Path folder, String codeLocation) throws IOException {
        var entries = folder.resolve(ASSETS);
        if (Files.isDirectory(entries)) {
            List<Path> there;
            try (var files = Files.list(entries)) {
                there = files.sorted().toList();
            }
            // With many classes, reading them is most of what a short command does.
            var each = there.size() > MANY ? there.parallelStream() : there.stream();
            each.map(file -> read(file, folder, codeLocation)).toList().forEach(this::add);
        }
        var provides = folder.resolve(PROVIDES);
        if (Files.isDirectory(provides)) {
            try (var files = Files.list(provides)) {
                for (var file : files.sorted().toList()) {
                    providers.add(file.getFileName().toString());
                }
            }
        }
    }

    private static Definitions read(Path file, Path folder, String codeLocation) {
        var className = className(file.getFileName().toString());
        if (!Files.exists(folder.resolve(className.replace('.', '/') + ".class"))) {
            return NOTHING;
        }
        try {
            return read(Files.readString(file), file.toString(), codeLocation);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private void add(Entry entry, Path jar, String codeLocation) {
        if (entry.name().startsWith(PROVIDES)) {
            providers.add(entry.name().substring(PROVIDES.length()));
        } else {
            add(read(entry.text(), jar + "!" + entry.name(), codeLocation));
        }
    }

    private static Definitions read(String json, String place, String codeLocation) {
        try {
            return DefinitionJson.read(json, codeLocation);
        } catch (RuntimeException e) {
            throw new ProjectException(
                    "The index entry %s cannot be read: %s. Compile the project again with this version of weft-processor."
                            .formatted(place, e.getMessage()),
                    e);
        }
    }

    private void add(Definitions definitions) {
        assets.addAll(definitions.assets());
        checks.addAll(definitions.checks());
        factories.addAll(definitions.factories());
    }

    private static ProjectException unreadable(Path place, IOException e) {
        return new ProjectException("Could not read %s: %s. Is it a jar?".formatted(place, e.getMessage()), e);
    }

    private static String className(String file) {
        return file.endsWith(".json") ? file.substring(0, file.length() - ".json".length()) : file;
    }
}
