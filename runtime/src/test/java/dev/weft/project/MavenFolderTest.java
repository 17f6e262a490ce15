package dev.weft.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.discovery.ProjectException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a wrapper that stands in for Maven: it notes how it was called and writes the class path that the test wants. */
class MavenFolderTest {

    private static final String POM = """
            <project>
              <parent><groupId>g</groupId><artifactId>p</artifactId><version>1</version></parent>
              <artifactId>app</artifactId>
              <dependencies><dependency><groupId>dev.weft</groupId></dependency></dependencies>
            </project>
            """;

    @TempDir
    private Path folder;

    private Path app;
    private Path jar;
    private final List<String> progress = new ArrayList<>();
    private long minutes;

    @BeforeEach
    void anAppAndItsParent() throws IOException {
        app = Files.createDirectories(folder.resolve("app"));
        jar = write("library.jar", "a jar");
        write("pom.xml", "<project><artifactId>p</artifactId><packaging>pom</packaging></project>");
        write("app/pom.xml", POM);
        write("app/src/main/java/A.java", "class A {}");
        maven(app, jar.toString());
    }

    @Test
    void mavenIsStartedOnceAsLongAsNothingChanges() {
        assertThat(classPath()).containsExactly(app.resolve("target/classes"), jar);
        assertThat(classPath()).containsExactly(app.resolve("target/classes"), jar);

        assertThat(starts()).isEqualTo(1);
    }

    @Test
    void itIsStartedAgainWhenAnythingThatItsAnswerWasMadeFromHasChanged() throws IOException {
        classPath();
        for (var changed : List.of(
                "app/pom.xml",
                "pom.xml",
                "app/src/main/java/A.java",
                "library.jar",
                "home/.m2/settings.xml",
                "app/.mvn/maven.config")) {
            int before = starts();
            write(changed, changed.endsWith("pom.xml") ? Files.readString(folder.resolve(changed)) + " " : "changed");

            classPath();
            classPath();

            assertThat(starts()).as(changed).isEqualTo(before + 1);
        }
    }

    @Test
    void itIsStartedAgainWhenADependencyIsGoneOrASourceIsNew() throws IOException {
        classPath();
        write("app/src/main/java/B.java", "class B {}");
        classPath();
        assertThat(starts()).isEqualTo(2);

        Files.delete(jar);
        classPath();
        assertThat(starts()).isEqualTo(3);
    }

    @Test
    void aModuleIsBuiltByItsReactorTogetherWithWhatItNeeds() throws IOException {
        write(
                "pom.xml",
                "<project><artifactId>p</artifactId><modules><module>app</module><module>lib</module></modules></project>");
        write("lib/pom.xml", "<project><artifactId>lib</artifactId></project>");
        write("lib/src/main/java/L.java", "class L {}");
        maven(folder, folder.resolve("lib/target/classes").toString());

        classPath();
        write("lib/src/main/java/L.java", "class L { int changed; }");
        classPath();

        assertThat(calls(folder)).hasSize(2).allMatch(call -> call.endsWith("-pl app -am"));
    }

    @Test
    void aReactorWithoutSourcesNamesItsModules() throws IOException {
        write("pom.xml", "<project><modules><module>app</module></modules></project>");

        assertThatThrownBy(() -> of(folder).classPath(progress::add))
                .isInstanceOf(ProjectException.class)
                .hasMessageContaining("several modules")
                .hasMessageContaining("-p " + app);
    }

    @Test
    void aBrokenPomSaysWhere() throws IOException {
        write("app/pom.xml", "<project>\n  <artifactId>app</project>");

        assertThatThrownBy(this::classPath).isInstanceOf(ProjectException.class).hasMessageContaining("pom.xml:2:");
    }

    @Test
    void weftIsPutIntoTheLocalRepositoryOnceForAPomThatNamesIt() throws IOException {
        write("weft/repository/dev/weft/weft-core/1/weft-core-1.jar", "core");
        write("weft/repository/dev/weft/weft-core/1/weft-core-1.jar.sha1", "unused");

        classPath();

        var installed = folder.resolve("home/.m2/repository/dev/weft/weft-core/1/weft-core-1.jar");
        assertThat(installed).hasContent("core");
        assertThat(installed.resolveSibling("weft-core-1.jar.sha1")).doesNotExist();
        assertThat(progress).anyMatch(line -> line.startsWith("Put Weft "));

        progress.clear();
        write("app/src/main/java/B.java", "class B {}");
        classPath();
        assertThat(progress).noneMatch(line -> line.startsWith("Put Weft "));
    }

    private MavenFolder of(Path project) {
        var variables = Map.of("WEFT_INSTALLATION", folder.resolve("weft").toString());
        return new MavenFolder(project, variables, new LocalRepository(variables, folder.resolve("home")));
    }

    private List<Path> classPath() {
        return of(app).classPath(progress::add);
    }

    private int starts() {
        return calls(app).size();
    }

    private static List<String> calls(Path place) {
        try {
            var file = place.resolve("calls");
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void maven(Path place, String classPath) throws IOException {
        var wrapper = Files.writeString(place.resolve("mvnw"), """
                #!/bin/sh
                echo "$*" >> calls
                mkdir -p %1$s/target/classes
                printf '%%s' '%2$s' > %1$s/.weft/class-path
                """.formatted(app, classPath));
        assertThat(wrapper.toFile().setExecutable(true)).isTrue();
    }

    /** Each write is a minute later than the one before, so that no clock's grain hides it. */
    private Path write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        minutes++;
        Files.setLastModifiedTime(
                file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(minutes * 60)));
        return file;
    }
}
