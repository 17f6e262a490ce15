package dev.weft.catalog;

import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresStateTest extends StateContract {

    @RegisterExtension
    private final PostgresDatabase database = new PostgresDatabase();

    @Override
    CatalogSettings settings() {
        return database.settings();
    }
}
