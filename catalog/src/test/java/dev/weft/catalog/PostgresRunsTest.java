package dev.weft.catalog;

import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresRunsTest extends RunsContract {

    @RegisterExtension
    private final PostgresDatabase database = new PostgresDatabase();

    @Override
    CatalogSettings settings() {
        return database.settings();
    }
}
