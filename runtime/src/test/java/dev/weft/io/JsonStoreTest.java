package dev.weft.io;

import java.util.Map;

class JsonStoreTest extends FileStoreContract {

    @Override
    Map<String, String> settings() {
        return Map.of("kind", "files", "format", "json", "path", "stored");
    }
}
