package dev.weft.project;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Says why a project declares nothing: most often its build has forgotten the annotation processor. */
final class NothingDeclared {

    private static final String PROCESSOR = """
            %s has classes with @Assets, but no index of them: the build does not run Weft's annotation processor. Add to the pom's \
            maven-compiler-plugin:
              <configuration><annotationProcessorPaths><path>
                <groupId>dev.weft</groupId><artifactId>weft-processor</artifactId><version>%s</version>
              </path></annotationProcessorPaths></configuration>""";

    private NothingDeclared() {}

    static String message(Path root, List<Path> classPath) {
        return classPath.stream().filter(Files::isDirectory).anyMatch(NothingDeclared::mentionsAssets)
                ? PROCESSOR.formatted(root, WeftVersion.text())
                : "%s declares no asset. Mark a class with @Assets and a method of it with @Asset.".formatted(root);
    }

    private static boolean mentionsAssets(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".class")).anyMatch(NothingDeclared::isMarked);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isMarked(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("Ldev/weft/api/Assets;");
        } catch (IOException e) {
            return false;
        }
    }
}
