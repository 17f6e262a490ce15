package dev.weft.project;

import java.nio.file.Path;
import java.util.List;

/**
 * The compiled tests of a project.
 *
 * @param roots the folders of their classes
 * @param classPath what they need, those folders, the project's classes and the launcher of their JUnit included
 */
public record TestClasses(List<Path> roots, List<Path> classPath) {

    public TestClasses {
        roots = List.copyOf(roots);
        classPath = List.copyOf(classPath);
    }
}
