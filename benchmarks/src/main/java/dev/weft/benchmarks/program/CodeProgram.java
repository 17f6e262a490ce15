package dev.weft.benchmarks.program;

import dev.weft.benchmarks.shape.HelpersProject;
import dev.weft.code.CodeMemory;
import dev.weft.code.ProjectCode;
import dev.weft.project.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Asks once for the code versions of all assets of a project, as a command does.
 *
 * <p>Arguments: {@code write FOLDER ASSETS} makes a project and compiles it; {@code derive FOLDER} forgets what is kept and parses all class files;
 * {@code kept FOLDER} uses what is kept; {@code remember FOLDER} lists what every asset reaches, as a run of all of them does.
 */
public final class CodeProgram {

    private CodeProgram() {}

    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[1]);
        if (arguments[0].equals("write")) {
            HelpersProject.write(folder, Integer.parseInt(arguments[2]));
        }
        var project = Project.open(folder, "", line -> {});
        if (arguments[0].equals("derive")) {
            Files.deleteIfExists(folder.resolve(".weft/code-versions"));
            Files.deleteIfExists(folder.resolve(".weft/code-graph"));
        }
        var texts = new HashMap<String, String>();
        long start = System.nanoTime();
        var code = ProjectCode.of(project.codeSource(), memory(texts));
        long different = project.graph().assets().stream()
                .map(code::versionOf)
                .distinct()
                .count();
        if (arguments[0].equals("remember")) {
            code.remember(project.graph().assets());
        }
        long end = System.nanoTime();
        System.out.printf(
                "{\"run\": %.6f, \"versions\": %d, \"texts\": %d, \"characters\": %d}%n",
                (end - start) / 1e9,
                different,
                texts.size(),
                texts.values().stream().mapToLong(String::length).sum());
    }

    private static CodeMemory memory(Map<String, String> texts) {
        return new CodeMemory() {
            @Override
            public Map<String, String> texts(Collection<String> ids) {
                return Map.of();
            }

            @Override
            public void keep(Map<String, String> kept) {
                texts.putAll(kept);
            }
        };
    }
}
