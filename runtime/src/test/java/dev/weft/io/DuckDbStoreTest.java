package dev.weft.io;

import java.sql.Connection;
import java.util.Map;

class DuckDbStoreTest extends TableStoreContract {

    @Override
    Map<String, String> settings() {
        return Map.of("kind", "duckdb", "path", "warehouse.duckdb");
    }

    /** Of the same process: no other one can have the file open. */
    @Override
    Connection outside() {
        return ((TableIoManager) io()).connect();
    }

    @Override
    String table(String name) {
        return "\"" + name + "\"";
    }
}
