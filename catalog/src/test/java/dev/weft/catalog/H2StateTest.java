package dev.weft.catalog;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2StateTest extends StateContract {

    @TempDir
    private Path folder;

    @Override
    CatalogSettings settings() {
        return CatalogSettings.h2(folder.resolve("catalog")).withCommand("weft test");
    }
}
