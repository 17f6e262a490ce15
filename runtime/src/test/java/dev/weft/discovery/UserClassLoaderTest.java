package dev.weft.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.Asset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserClassLoaderTest {

    private final UserClassLoader loader = new UserClassLoader(List.<Path>of());

    @AfterEach
    void close() throws IOException {
        loader.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.fasterxml.jackson.databind.ObjectMapper",
                "com.fasterxml.jackson.core.JsonFactory",
                "org.snakeyaml.engine.v2.api.Load",
                "org.duckdb.DuckDBDriver",
                "org.h2.Driver",
                "org.postgresql.Driver",
                "org.flywaydb.core.Flyway",
                "ch.qos.logback.classic.Logger",
                "org.jgrapht.Graph",
                "dev.weft.discovery.Resources",
                "dev.weft.secret.Secrets",
                "dev.weft.catalog.Catalog"
            })
    void user_code_never_sees_the_libraries_and_insides_of_weft(String name) throws ClassNotFoundException {
        assertThat(Class.forName(name)).as("Weft itself has it").isNotNull();

        assertThatThrownBy(() -> loader.loadClass(name)).isInstanceOf(ClassNotFoundException.class);
        assertThat(loader.getResource(name.replace('.', '/') + ".class")).isNull();
    }

    @Test
    void user_code_sees_the_api_the_log_and_the_jdk_as_weft_does() throws ClassNotFoundException {
        assertThat(loader.loadClass(Asset.class.getName())).isSameAs(Asset.class);
        assertThat(loader.loadClass("org.slf4j.Logger")).isSameAs(org.slf4j.Logger.class);
        assertThat(loader.loadClass("java.sql.Connection")).isSameAs(java.sql.Connection.class);
    }
}
