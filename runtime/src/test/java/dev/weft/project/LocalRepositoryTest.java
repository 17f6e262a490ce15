package dev.weft.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRepositoryTest {

    @TempDir
    private Path folder;

    @Test
    void isBelowTheHomeFolderUnlessSomethingSaysOtherwise() {
        assertThat(of(Map.of())).isEqualTo(folder.resolve(".m2/repository"));
    }

    @Test
    void isWhatAnOptionNames() {
        assertThat(of(Map.of("MAVEN_OPTS", "-Xmx1g -Dmaven.repo.local=/elsewhere/m2 -Dx")))
                .hasToString("/elsewhere/m2");
        assertThat(of(Map.of("MAVEN_OPTS", "\"-Dmaven.repo.local=/else\"", "MAVEN_ARGS", "-Dmaven.repo.local=/args")))
                .hasToString("/args");
    }

    @Test
    void isWhatTheProjectsOwnConfigurationNames() throws IOException {
        Files.createDirectories(folder.resolve(".mvn"));
        Files.writeString(folder.resolve(".mvn/maven.config"), "-B\n-Dmaven.repo.local=/config/m2\n");

        assertThat(of(Map.of())).hasToString("/config/m2");
    }

    @Test
    void isWhatTheSettingsNameUnlessInAComment() throws IOException {
        Files.createDirectories(folder.resolve(".m2"));
        Files.writeString(
                folder.resolve(".m2/settings.xml"),
                "<settings><!-- <localRepository>/no</localRepository> -->\n<localRepository>\n ${env.DISK}/m2 </localRepository></settings>");

        assertThat(of(Map.of("DISK", "/disk"))).hasToString("/disk/m2");
    }

    private Path of(Map<String, String> variables) {
        return new LocalRepository(variables, folder).of(folder);
    }
}
