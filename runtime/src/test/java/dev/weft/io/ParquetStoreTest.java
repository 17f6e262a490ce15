package dev.weft.io;

import java.util.Map;

class ParquetStoreTest extends FileStoreContract {

    @Override
    Map<String, String> settings() {
        return Map.of("kind", "files", "format", "parquet", "path", "stored");
    }
}
