package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a change of the cleaning makes run of the flights sample as it stands, with all of its flights. */
class FlightsSampleTest {

    private static final Path SAMPLE = Path.of("../samples/flights");
    private static final List<String> DAYS = LocalDate.parse("2001-01-01")
            .datesUntil(LocalDate.parse("2001-02-01"))
            .map(LocalDate::toString)
            .toList();
    /** The one flight that left more than 1,600 minutes late left on this day. */
    private static final String LATEST = "2001-01-19";

    /** Tribuo, and what it needs. */
    private static final Pattern LIBRARIES = Pattern.compile("(tribuo|olcut|protobuf)[^/]*[.]jar$");

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void copyTheSample() throws IOException {
        copy(SAMPLE.resolve("src/main/java"), folder);
        // The sample looks for its drop two folders above its classes, which Weft compiles into .weft/classes/all.
        copy(SAMPLE.resolve("drop"), folder.resolve(".weft/drop"));
        shell = new Shell(folder);
    }

    @Test
    void onlyWhatAChangeOfTheCleaningReachesRuns() throws IOException {
        assertThat(materialize()).as(shell::out).isZero();
        assertThat(steps("succeeded")).hasSize(3 * DAYS.size() + 4);

        replace("return distance > 0 && !destination", "return 0 < distance && !destination");
        assertThat(materialize()).as(shell::out).isZero();

        assertThat(steps("succeeded")).containsExactlyInAnyOrderElementsOf(ofEachDay("flights"));
        assertThat(steps("unchanged")).containsExactlyInAnyOrderElementsOf(downstreamOf(DAYS));
        assertThat(shell.weft(with("plan", "*", "--exit-code"))).as(shell::out).isZero();

        replace("return 0 < distance && !destination", "return delay < 1600 && 0 < distance && !destination");
        assertThat(materialize()).as(shell::out).isZero();

        var chain = downstreamOf(List.of(LATEST));
        var rest = new ArrayList<>(downstreamOf(DAYS));
        rest.removeAll(chain);
        assertThat(steps("succeeded"))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(ofEachDay("flights").stream(), chain.stream())
                        .toList());
        assertThat(steps("unchanged")).containsExactlyInAnyOrderElementsOf(rest);
    }

    private static List<String> ofEachDay(String asset) {
        return of(asset, DAYS);
    }

    private static List<String> of(String asset, List<String> days) {
        return days.stream().map(day -> asset + "[" + day + "]").toList();
    }

    private static List<String> downstreamOf(List<String> days) {
        var steps = new ArrayList<String>();
        steps.addAll(of("airport_delays", days));
        steps.addAll(of("route_delays", days));
        steps.addAll(List.of("monthly_punctuality[2001-01]", "delay_model", "punctuality_report[2001-01]"));
        return steps;
    }

    private int materialize() {
        return shell.weft(with("materialize", "*", "--json"));
    }

    /** A folder of sources gets the libraries that the sample's pom names: they lie beside this test. */
    private static String[] with(String... arguments) {
        var libraries = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(place -> LIBRARIES.matcher(place).find())
                .collect(Collectors.joining(File.pathSeparator));
        return Stream.concat(Arrays.stream(arguments), Stream.of("--class-path", libraries))
                .toArray(String[]::new);
    }

    private List<String> steps(String status) {
        return shell.out()
                .lines()
                .filter(line -> line.contains("\"type\":\"step\"") && line.contains("\"status\":\"" + status + "\""))
                .map(line -> line.replaceAll(".*\"step\":\"([^\"]+)\".*", "$1"))
                .toList();
    }

    private void replace(String old, String text) throws IOException {
        var file = folder.resolve("com/example/flights/Flight.java");
        var source = Files.readString(file);
        assertThat(source).contains(old);
        Files.writeString(file, source.replace(old, text));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
