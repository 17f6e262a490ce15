package dev.weft.cli.project;

import dev.weft.cli.terminal.Words;
import dev.weft.project.LocalRepository;
import dev.weft.project.WeftArtifacts;
import dev.weft.project.WeftVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;

/** Looks at what Weft stands on: the JDK, Maven, the launcher's archive, the terminal, the clock. */
final class Machine {

    private final Map<String, String> variables;
    private final Clock clock;

    Machine(Map<String, String> variables, Clock clock) {
        this.variables = variables;
        this.clock = clock;
    }

    List<Finding> look() {
        var findings = new ArrayList<Finding>();
        findings.add(Finding.ok("Weft", "%s, from %s".formatted(WeftVersion.text(), installation())));
        findings.add(java());
        findings.add(compiler());
        findings.add(maven());
        findings.add(archive());
        findings.add(encoding());
        findings.add(Finding.ok(
                "clock",
                "%s, time zone %s"
                        .formatted(
                                clock.instant().truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                                java.time.ZoneId.systemDefault())));
        return findings;
    }

    private String installation() {
        return variables.getOrDefault("WEFT_INSTALLATION", "a class path");
    }

    private static Finding java() {
        return Finding.ok(
                "Java",
                "%s (%s), %s, heap up to %s"
                        .formatted(
                                Runtime.version(),
                                System.getProperty("java.vendor", ""),
                                System.getProperty("java.home", ""),
                                Words.bytes(Runtime.getRuntime().maxMemory())));
    }

    private static Finding compiler() {
        return ToolProvider.getSystemJavaCompiler() == null
                ? Finding.problem(
                        "compiler",
                        "this Java has none: it is a JRE",
                        "Install a JDK of 17 or newer, or name one with WEFT_JAVA_HOME.")
                : Finding.ok("compiler", "javac " + Runtime.version().feature());
    }

    private Finding maven() {
        try {
            var process =
                    new ProcessBuilder("mvn", "-v").redirectErrorStream(true).start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                return Finding.warning("Maven", "`mvn -v` failed", output.strip());
            }
            var repository = new LocalRepository(variables).of(Path.of(""));
            var first = output.lines()
                    .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                    .filter(line -> line.startsWith("Apache Maven"))
                    .findFirst()
                    .orElse("");
            return WeftArtifacts.ofInstallation(variables).isPresent() || hasWeft(repository)
                    ? Finding.ok("Maven", "%s, local repository %s".formatted(first, repository))
                    : Finding.warning(
                            "Maven",
                            "%s, but Weft %s is not in %s".formatted(first, WeftVersion.text(), repository),
                            "Start Weft by its launcher: the first command on a project puts it there.");
        } catch (IOException e) {
            return Finding.warning(
                    "Maven",
                    "not found on the PATH",
                    "Maven projects need Maven 3.8.6 or newer or a wrapper (mvnw); folders of .java files and jars do not.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.warning("Maven", "interrupted", "");
        }
    }

    private static boolean hasWeft(Path repository) {
        return Files.isDirectory(repository.resolve("dev/weft/weft-core").resolve(WeftVersion.text()));
    }

    private Finding archive() {
        var cache = variables.get("WEFT_CACHE");
        if (cache == null) {
            return Finding.warning(
                    "start archive",
                    "this process was not started by the launcher",
                    "bin/weft starts faster: it keeps an archive of loaded classes.");
        }
        var archive = Path.of(variables.getOrDefault("WEFT_ARCHIVE", ""));
        if (Files.isRegularFile(archive)) {
            return Finding.ok("start archive", archive.toString());
        }
        return Files.isWritable(Path.of(cache))
                ? Finding.ok("start archive", "is being made in %s; starts are slower until then".formatted(cache))
                : Finding.warning(
                        "start archive",
                        "%s cannot be written, so every start is slow".formatted(cache),
                        "Make it writable, or name another folder with WEFT_CACHE_DIR.");
    }

    private static Finding encoding() {
        var encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
        return encoding.equalsIgnoreCase("UTF-8")
                ? Finding.ok("file names", "UTF-8")
                : Finding.warning(
                        "file names",
                        "in %s: keys and partitions with other letters cannot be stored".formatted(encoding),
                        "Set LC_ALL=C.UTF-8, or another locale with UTF-8.");
    }
}
