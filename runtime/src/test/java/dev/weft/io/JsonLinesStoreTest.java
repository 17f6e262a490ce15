package dev.weft.io;

import java.util.Map;

class JsonLinesStoreTest extends FileStoreContract {

    @Override
    Map<String, String> settings() {
        return Map.of("kind", "files", "format", "jsonl", "path", "stored");
    }
}
