package dev.weft.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.Producer;
import dev.weft.asset.TypeRef;
import dev.weft.asset.ValueType;
import dev.weft.settings.ProjectSettings;
import dev.weft.spi.IoManager;
import dev.weft.spi.Sealed;
import dev.weft.spi.Stage;
import dev.weft.spi.StageRequest;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One store under test, and how its contracts write and read. */
abstract class StoreFixture {

    @TempDir
    Path root;

    private @Nullable Stores stores;
    /** How many versions were staged. */
    int staged;

    private long token;

    /** Returns the settings of the store under test, below {@code weft.io.default}. */
    abstract Map<String, String> settings() throws Exception;

    @BeforeEach
    void open() throws Exception {
        stores = stores("the one instance");
    }

    Stores stores(String instance) throws Exception {
        var variables = new java.util.HashMap<String, String>();
        settings()
                .forEach((name, value) ->
                        variables.put("WEFT_IO_DEFAULT_" + name.toUpperCase(java.util.Locale.ROOT), value));
        return new Stores(
                ProjectSettings.ofVariables(variables),
                root,
                StoreIdentity.of(() -> instance, () -> "catalog of " + instance));
    }

    @AfterEach
    void close() {
        if (stores != null) {
            stores.close();
        }
    }

    IoManager io() {
        return java.util.Objects.requireNonNull(stores).get("default");
    }

    boolean keepsValues() {
        return io().refusal(request(single(), Optional.class).asset()).isEmpty();
    }

    boolean keepsFiles() {
        return io().refusal(
                        request(new ValueType.Files(), dev.weft.api.Files.class).asset())
                .isEmpty();
    }

    Sealed write(Class<? extends Record> row, Stream<? extends Record> rows) {
        return write(AssetPartition.of(AssetKey.parse("shop/orders")), row, rows);
    }

    /** Writes, seals, and publishes where the store replaces in place. */
    Sealed write(AssetPartition what, Class<? extends Record> row, Stream<? extends Record> rows) {
        var stage = io().stage(request(what, rows(), row));
        try {
            stage.writeRows(rows);
            return publish(stage);
        } catch (RuntimeException e) {
            stage.abandon();
            throw e;
        }
    }

    Sealed publish(Stage stage) {
        var sealed = stage.seal();
        synchronized (this) {
            token++;
            io().target()
                    .ifPresent(target ->
                            assertThat(target.publish(sealed.stored(), token)).isTrue());
        }
        return sealed;
    }

    Sealed value(Type type, Object value) {
        var stage = io().stage(request(single(), type));
        stage.writeValue(value);
        return publish(stage);
    }

    <R extends Record> List<R> read(Class<R> row, Sealed... versions) {
        try (var rows = io().rows(Arrays.stream(versions).map(Sealed::stored).toList(), row)) {
            return rows.toList();
        }
    }

    <R extends Record> void comeBack(Class<R> type, List<R> rows) {
        var asset = AssetKey.parse("shop/" + type.getSimpleName());
        var sealed = write(AssetPartition.of(asset), type, rows.stream());

        assertThat(read(type, sealed)).containsExactlyElementsOf(rows);
    }

    static AssetPartition partition(String key) {
        return new AssetPartition(AssetKey.parse("shop/orders"), Optional.of(PartitionKey.of(key)));
    }

    StageRequest request(ValueType value, Type type) {
        return request(AssetPartition.of(AssetKey.parse("shop/orders")), value, type);
    }

    StageRequest request(AssetPartition what, ValueType value, Type type) {
        var producer = new Producer(
                "com.acme.Shop",
                "orders",
                List.of(),
                List.of(what.asset()),
                Producer.Returns.VALUE,
                0,
                Optional.empty());
        var asset = AssetDefinition.builder(what.asset(), producer).value(value).build();
        synchronized (this) {
            return new StageRequest(asset, what, "v" + staged++ + UUID.randomUUID(), type);
        }
    }

    static ValueType rows() {
        return new ValueType.Rows(TypeRef.of("com.acme.Order"), List.of(), ValueType.Rows.Form.LIST);
    }

    static ValueType single() {
        return new ValueType.Single(TypeRef.of("java.lang.Object"), List.of());
    }
}
