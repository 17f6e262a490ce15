package dev.weft.benchmarks.peer;

import dev.weft.benchmarks.measure.Bench;
import dev.weft.benchmarks.measure.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A peer written in Python, installed from PyPI (wheels only, so that nothing is compiled) into a virtual environment of its own below the work folder. */
public final class Python {

    private static final Duration LONGEST_INSTALLATION = Duration.ofMinutes(15);

    private final Path home;
    private final Path sources;
    private final Optional<String> missing;

    private Python(Path home, Path sources, Optional<String> missing) {
        this.home = home;
        this.sources = sources;
        this.missing = missing;
    }

    /**
     * Returns the peer, after installing it if it is not there.
     *
     * @param sources the folder of our programs for it
     * @param packages what to install, with versions; the first names the peer
     */
    static Python installed(Bench bench, String name, Path sources, String... packages) throws InterruptedException {
        var home = bench.work().resolve("peers").resolve(name);
        var done = home.resolve("installed");
        var wanted = String.join("\n", packages);
        bench.version(name, packages[0].replaceFirst("^.*==", ""));
        try {
            if (!Files.exists(done) || !Files.readString(done).equals(wanted)) {
                bench.progress("installing " + name);
                Bench.delete(home);
                Files.createDirectories(home.getParent());
                run("python3", "-m", "venv", home.toString());
                var install = new ArrayList<>(
                        List.of(home.resolve("bin/pip").toString(), "install", "--quiet", "--only-binary=:all:"));
                install.addAll(List.of(packages));
                run(install.toArray(String[]::new));
                Files.writeString(done, wanted);
            }
            return new Python(home, sources, Optional.empty());
        } catch (IOException e) {
            return new Python(
                    home, sources, Optional.of("%s could not be installed: %s".formatted(name, e.getMessage())));
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Child.of(command).within(LONGEST_INSTALLATION).run();
    }

    /** Returns why it cannot take part; empty if it can. */
    public Optional<String> missing() {
        return missing;
    }

    /** Returns one of our programs for it, ready to run. */
    Child program(String file, String... arguments) {
        var command = new ArrayList<>(List.of(
                home.resolve("bin/python").toString(), sources.resolve(file).toString()));
        command.addAll(List.of(arguments));
        return prepared(Child.of(command));
    }

    /** Returns one of its own commands, ready to run. */
    Child command(String name, String... arguments) {
        var command = new ArrayList<>(List.of(home.resolve("bin").resolve(name).toString()));
        command.addAll(List.of(arguments));
        return prepared(Child.of(command));
    }

    private Child prepared(Child child) {
        return child.with("PATH", home.resolve("bin") + ":" + System.getenv("PATH"))
                .with("PYTHONPATH", sources.toString())
                .with("PYTHONWARNINGS", "ignore");
    }

    Path sources() {
        return sources;
    }
}
