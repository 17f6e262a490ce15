package dev.weft.cli;

import dev.weft.settings.ProjectSettings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that stand before or after every command. */
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
final class Common {

    @Option(
            names = {"-p", "--project"},
            paramLabel = "PATH",
            description =
                    "The user project: a Maven project, a jar, a folder of .java files or one .java file. Default: the current folder.")
    private @Nullable Path project;

    @Option(
            names = "--class-path",
            paramLabel = "PATH",
            description = "What a project that is a jar needs beside itself.")
    private String classPath = "";

    @Option(
            names = "--env",
            paramLabel = "NAME",
            description =
                    "Reads application-NAME.yml over application.yml; several, by commas or repeated: the last counts most. Default: WEFT_ENV.")
    private List<String> env = List.of();

    @Option(names = "--json", description = "Prints JSON, one object a line (docs/json.md).")
    private boolean json;

    @Option(names = "--verbose", description = "Prints whole stack traces.")
    private boolean verbose;

    /** Returns these options, with what is missing here taken from before the command. */
    Common orElse(Common before) {
        var both = new Common();
        both.project = project != null ? project : before.project;
        both.classPath = classPath.isEmpty() ? before.classPath : classPath;
        both.env = env.isEmpty() ? before.env : env;
        both.json = json || before.json;
        both.verbose = verbose || before.verbose;
        return both;
    }

    Path project() {
        return project == null ? Path.of("") : project;
    }

    String classPath() {
        return classPath;
    }

    /** Returns the names of the environments, the last of which counts most. */
    List<String> environments() {
        var variable = System.getenv("WEFT_ENV");
        if (env.isEmpty() && variable != null && !variable.isBlank()) {
            return ProjectSettings.environments(List.of(variable));
        }
        return ProjectSettings.environments(env);
    }

    boolean json() {
        return json;
    }

    boolean verbose() {
        return verbose;
    }
}
