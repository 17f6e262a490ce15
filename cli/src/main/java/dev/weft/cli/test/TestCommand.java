package dev.weft.cli.test;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.cli.command.Common;
import dev.weft.cli.command.UserError;
import dev.weft.cli.command.WeftCommand;
import dev.weft.cli.session.Session;
import dev.weft.cli.terminal.Terminal;
import dev.weft.project.Project;
import dev.weft.testkit.launch.ProjectTests;
import dev.weft.testkit.launch.TestEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the project's JUnit tests and shows them by asset. */
@Command(
        name = "test",
        description = {
            "Runs the project's JUnit tests (5.10 or newer, or 6) in this process and shows them by asset:",
            "those that materialize it through the test kit or call its method. Assets without a test are named."
        })
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
public final class TestCommand extends WeftCommand {

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(200);

    @Parameters(
            arity = "0..1",
            paramLabel = "SELECTION",
            description = "Only the tests of these assets. Default: all tests, also those of no asset.")
    private String selection = "";

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description =
                    "How long one test may run before it is interrupted, such as PT30S. Default: ${DEFAULT-VALUE}.",
            defaultValue = "PT5M")
    private Duration timeout = Duration.ofMinutes(5);

    private final Class<?> main;

    /** @param main the class that starts a process like this one, for a project in another folder */
    public TestCommand(Class<?> main) {
        this.main = main;
    }

    @Override
    protected int run(Common common, Terminal terminal) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new UserError("--timeout is longer than zero, found %s.".formatted(timeout));
        }
        var project = Project.open(common.project(), common.classPath(), common.environments(), terminal::note);
        if (!project.root().equals(Path.of("").toAbsolutePath())) {
            return new ElsewhereProcess(main, project.root(), terminal).run(arguments(common));
        }
        try (var session = Session.of(project)) {
            var assets = session.select(selection.isEmpty() ? "*" : selection);
            var compiled = project.tests(terminal::note);
            var tests = ProjectTests.of(session.graph(), compiled.roots(), compiled.classPath());
            var report = new TestReport(terminal, common.json(), common.verbose(), assets);
            watch(tests, assets, report);
            return report.finish(!selection.isEmpty());
        }
    }

    /** Tests find their files by paths relative to the project's folder, as with any build tool; so they run there. */
    private List<String> arguments(Common common) {
        var arguments = new ArrayList<>(List.of("test", "--timeout", timeout.toString()));
        if (!selection.isEmpty()) {
            arguments.add(selection);
        }
        arguments.addAll(
                List.of("-p", common.project().toAbsolutePath().normalize().toString()));
        if (!common.classPath().isEmpty()) {
            arguments.addAll(List.of("--class-path", absolute(common.classPath())));
        }
        common.environments().forEach(environment -> arguments.addAll(List.of("--env", environment)));
        if (common.json()) {
            arguments.add("--json");
        }
        if (common.verbose()) {
            arguments.add("--verbose");
        }
        return arguments;
    }

    private static String absolute(String classPath) {
        return java.util.Arrays.stream(classPath.split(java.io.File.pathSeparator, -1))
                .map(place -> Path.of(place).toAbsolutePath().toString())
                .collect(Collectors.joining(java.io.File.pathSeparator));
    }

    private sealed interface Heard {
        record Event(TestEvent event, String output) implements Heard {}

        record End(Optional<Throwable> error) implements Heard {}
    }

    /** One thread runs the tests, this one listens: so a test that never ends keeps nobody from reporting. */
    private void watch(ProjectTests tests, List<AssetDefinition> assets, TestReport report) {
        BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
        Optional<Set<AssetKey>> about = selection.isEmpty()
                ? Optional.empty()
                : Optional.of(assets.stream().map(AssetDefinition::key).collect(Collectors.toSet()));
        var ended = report.endedEarly();
        Runtime.getRuntime().addShutdownHook(ended);
        try (var output = CapturedOutput.begin()) {
            var runner = new Thread(
                    () -> {
                        try {
                            tests.run(about, timeout, event -> {
                                report.begins(event);
                                heard.add(
                                        new Heard.Event(event, event instanceof TestEvent.Ended ? output.take() : ""));
                            });
                            heard.add(new Heard.End(Optional.empty()));
                        } catch (Throwable e) {
                            heard.add(new Heard.End(Optional.of(e)));
                        }
                    },
                    "weft-tests");
            runner.setDaemon(true);
            runner.start();
            while (true) {
                var next = heard.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                if (next instanceof Heard.Event event) {
                    report.hear(event.event(), event.output());
                } else if (next instanceof Heard.End end) {
                    end.error().ifPresent(report::broken);
                    return;
                } else if (report.leaveBehind(timeout.plus(GRACE))) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().removeShutdownHook(ended);
        }
    }
}
