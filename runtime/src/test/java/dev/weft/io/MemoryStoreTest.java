package dev.weft.io;

import java.util.Map;

class MemoryStoreTest extends StoreContract {

    @Override
    Map<String, String> settings() {
        return Map.of("kind", "memory");
    }
}
