package dev.weft.cli.project;

import dev.weft.cli.command.Common;
import dev.weft.cli.command.ExitCode;
import dev.weft.cli.command.UserError;
import dev.weft.cli.command.WeftCommand;
import dev.weft.cli.terminal.Json;
import dev.weft.cli.terminal.Terminal;
import dev.weft.project.LocalRepository;
import dev.weft.project.WeftArtifacts;
import dev.weft.project.WeftVersion;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a project. */
@Command(
        name = "new",
        description = "Makes a Maven project with assets and tests that materializes and tests green as it stands.")
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
public final class NewCommand extends WeftCommand {

    @Parameters(paramLabel = "NAME", description = "The project's name: the folder that is made, and its artifactId.")
    private String name = "";

    @Option(
            names = "--template",
            paramLabel = "TEMPLATE",
            description =
                    "basic: a file, checked and summed up (default). daily: files day by day. minimal: one asset.")
    private NewProject.Template template = NewProject.Template.basic;

    @Option(names = "--package", paramLabel = "PACKAGE", description = "The Java package. Default: com.example.NAME.")
    private String packageName = "";

    @Override
    protected int run(Common common, Terminal terminal) {
        var folder = Path.of(name).normalize();
        var last = folder.getFileName();
        if (last == null || last.toString().isEmpty() || last.toString().equals("..")) {
            throw new UserError("\"%s\" is no name for a project. Say `weft new my-project`.".formatted(name));
        }
        var files = new NewProject(last.toString(), packageName).write(folder, template);
        var artifacts = WeftArtifacts.ofInstallation(System.getenv());
        var repository = new LocalRepository(System.getenv()).of(folder);
        boolean copied = artifacts.filter(found -> found.copyTo(repository)).isPresent();
        if (common.json()) {
            terminal.print(Json.object()
                    .with("project", folder)
                    .with("template", template)
                    .with("files", files)
                    .with("repository", copied ? java.util.Optional.of(repository) : java.util.Optional.empty()));
            return ExitCode.OK;
        }
        terminal.print("Made %s:".formatted(terminal.bold(folder.toString())));
        files.forEach(file -> terminal.print("  " + terminal.dim(folder + "/") + file));
        if (copied) {
            terminal.print("Put Weft %s into the local Maven repository %s, so that Maven finds it."
                    .formatted(WeftVersion.text(), repository));
        }
        terminal.print("");
        terminal.print("Try it:");
        terminal.print("  cd %s".formatted(folder));
        terminal.print("  weft materialize   " + terminal.dim("# makes the data, and says why"));
        terminal.print("  mvn test           " + terminal.dim("# tests the assets"));
        return ExitCode.OK;
    }
}
