package dev.weft.cli.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.cli.command.UserError;
import dev.weft.project.WeftVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That the projects compile, materialize and test green is tried by .ci/try-distribution. */
class NewProjectTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void everyFileIsThereAndNoPlaceholderIsLeft(NewProject.Template template) throws IOException {
        var project = folder.resolve("my-shop");

        var files = new NewProject("my-shop", "").write(project, template);

        assertThat(files).contains(Path.of("pom.xml"), Path.of(".gitignore"), Path.of("README.md"));
        for (var file : files) {
            assertThat(project.resolve(file)).content().doesNotContain("@@").doesNotContain("PACKAGE");
        }
        assertThat(files).filteredOn(file -> file.toString().endsWith(".java")).allSatisfy(file -> {
            assertThat(file.toString()).contains("com/example/myshop");
            assertThat(project.resolve(file)).content().startsWith("package com.example.myshop;");
        });
        assertThat(project.resolve("pom.xml")).content().contains(WeftVersion.text());
    }

    @Test
    void whatIsThereIsNotOverwritten() throws IOException {
        Files.writeString(folder.resolve("mine.txt"), "mine");

        assertThatThrownBy(() -> new NewProject("x", "").write(folder, NewProject.Template.minimal))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("not empty");
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("mine.txt"));
        assertThat(folder.resolve("pom.xml")).doesNotExist();
    }

    @Test
    void namesThatMavenOrJavaCannotTakeAreRefused() {
        assertThatThrownBy(() -> new NewProject("a b", "")).hasMessageContaining("cannot name a Maven project");
        assertThatThrownBy(() -> new NewProject("shop", "com.class")).hasMessageContaining("no Java package");
        assertThat(new NewProject("new", "")).isNotNull();
    }
}
