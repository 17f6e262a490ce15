package dev.weft.io;

import java.util.Map;

class CsvStoreTest extends FileStoreContract {

    @Override
    Map<String, String> settings() {
        return Map.of("kind", "files", "format", "csv", "path", "stored");
    }
}
