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
import java.util.List;
import java.util.zip.ZipFile;

/** What Weft's annotation processor left in the folders and jars of a class path; no user class is loaded to read it. */
public final class Index {

    private static final String ASSETS = "META-INF/weft/assets/";
    private static final String PROVIDES = "META-INF/weft/provides/";

    private final List<AssetDefinition> assets = new ArrayList<>();
    private final List<CheckDefinition> checks = new ArrayList<>();
    private final List<FactoryDefinition> factories = new ArrayList<>();
    private final List<String> providers = new ArrayList<>();

    private Index() {}

    /**
     * Reads the index of a class path; an entry whose class is gone is ignored.
     *
     * @param codeLocation the name of the user project
     */
    public static Index read(List<Path> classPath, String codeLocation) {
        var index = new Index();
        for (var place : classPath) {
            try {
                if (Files.isDirectory(place)) {
                    index.readFolder(place, codeLocation);
                } else if (Files.isRegularFile(place)) {
                    index.readJar(place, codeLocation);
                }
            } catch (IOException e) {
                throw new ProjectException("Could not read %s: %s. Is it a jar?".formatted(place, e.getMessage()), e);
            }
        }
        return index;
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
            try (var files = Files.list(entries)) {
                for (var file : files.sorted().toList()) {
                    var className = className(file.getFileName().toString());
                    if (Files.exists(folder.resolve(className.replace('.', '/') + ".class"))) {
                        add(Files.readString(file), file.toString(), codeLocation);
                    }
                }
            }
        }
        var provides = folder.resolve(PROVIDES);
        if (Files.isDirectory(provides)) {
            try (var files = Files.list(provides)) {
                files.sorted().forEach(file -> providers.add(file.getFileName().toString()));
            }
        }
    }

    private void readJar(Path jar, String codeLocation) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            for (var entries = zip.entries(); entries.hasMoreElements(); ) {
                var entry = entries.nextElement();
                var name = entry.getName();
                if (name.startsWith(ASSETS) && name.endsWith(".json")) {
                    var className = className(name.substring(ASSETS.length()));
                    if (zip.getEntry(className.replace('.', '/') + ".class") != null) {
                        try (var in = zip.getInputStream(entry)) {
                            add(new String(in.readAllBytes(), StandardCharsets.UTF_8), jar + "!" + name, codeLocation);
                        }
                    }
                } else if (name.startsWith(PROVIDES) && !name.endsWith("/")) {
                    providers.add(name.substring(PROVIDES.length()));
                }
            }
        }
    }

    private void add(String json, String place, String codeLocation) {
        Definitions definitions;
        try {
            definitions = DefinitionJson.read(json);
        } catch (RuntimeException e) {
            throw new ProjectException(
                    "The index entry %s cannot be read: %s. Compile the project again with this version of weft-processor."
                            .formatted(place, e.getMessage()),
                    e);
        }
        definitions
                .assets()
                .forEach(asset ->
                        assets.add(asset.toBuilder().codeLocation(codeLocation).build()));
        checks.addAll(definitions.checks());
        factories.addAll(definitions.factories());
    }

    private static String className(String file) {
        return file.endsWith(".json") ? file.substring(0, file.length() - ".json".length()) : file;
    }
}
