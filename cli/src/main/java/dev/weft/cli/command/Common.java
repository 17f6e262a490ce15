package dev.weft.cli.command;

import dev.weft.settings.ProjectSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that stand before or after every command. */
public final class Common {

    private final OptionSpec project = Takes.option(
            List.of("-p", "--project"),
            Path.class,
            "PATH",
            "The user project: a Maven project, a jar, a folder of .java files or one .java file. Default: the current folder.");

    private final OptionSpec classPath =
            Takes.option("--class-path", String.class, "PATH", "What a project that is a jar needs beside itself.");

    private final OptionSpec env = Takes.options(
            "--env",
            "NAME",
            "Reads application-NAME.yml over application.yml; several, by commas or repeated: the last counts most. Default: WEFT_ENV.");

    private final OptionSpec json = Takes.flag("--json", "Prints JSON, one object a line (docs/json.md).");

    private final OptionSpec verbose = Takes.flag("--verbose", "Prints whole stack traces.");

    /** Lets a command take these options. */
    public void addTo(CommandSpec command) {
        List.of(project, classPath, env, json, verbose).forEach(command::addOption);
    }

    /** Returns these options, with what is missing here taken from before the command. */
    Common orElse(Common before) {
        var both = new Common();
        both.project.setValue(given(project).or(() -> given(before.project)).orElse(null));
        both.classPath.setValue(
                given(classPath).or(() -> given(before.classPath)).orElse(null));
        both.env.setValue(env.<List<String>>getValue().isEmpty() ? before.env.getValue() : env.getValue());
        both.json.setValue(json() || before.json());
        both.verbose.setValue(verbose() || before.verbose());
        return both;
    }

    private static Optional<Object> given(OptionSpec option) {
        return Optional.ofNullable(option.getValue());
    }

    public Path project() {
        return given(project).map(Path.class::cast).orElse(Path.of(""));
    }

    public String classPath() {
        return given(classPath).map(String.class::cast).orElse("");
    }

    /** Returns the names of the environments, the last of which counts most. */
    public List<String> environments() {
        List<String> names = env.getValue();
        var variable = System.getenv("WEFT_ENV");
        if (names.isEmpty() && variable != null && !variable.isBlank()) {
            return ProjectSettings.environments(List.of(variable));
        }
        return ProjectSettings.environments(names);
    }

    public boolean json() {
        return json.getValue();
    }

    public boolean verbose() {
        return verbose.getValue();
    }
}
