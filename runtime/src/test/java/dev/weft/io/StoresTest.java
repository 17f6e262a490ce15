package dev.weft.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.Producer;
import dev.weft.asset.ValueType;
import dev.weft.settings.ProjectSettings;
import dev.weft.spi.StageRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoresTest {

    @TempDir
    private Path root;

    @Test
    void aStoreWithoutSettingsKeepsFilesInAFolderOfItsName() {
        try (var stores = stores(Map.of())) {
            assertThat(stores.get("default").shown(stored("default", ".versions/shop/orders/v1.parquet")))
                    .isEqualTo(root.resolve("data/shop/orders.parquet").toString());
            assertThat(stores.get("lake").shown(stored("lake", ".versions/shop/orders/v1.json")))
                    .isEqualTo(root.resolve("data/lake/shop/orders.json").toString());
            assertThat(stores.get("lake")).isSameAs(stores.get("lake"));
        }
    }

    @Test
    void aPathIsTakenFromTheProjectsFolder() {
        try (var stores = stores(Map.of("WEFT_IO_LAKE_PATH", "elsewhere/lake"))) {
            assertThat(stores.get("lake").place(stored("lake", "x")))
                    .isEqualTo(root.resolve("elsewhere/lake/x").toString());
        }
    }

    @Test
    void wrongSettingsAreToldWithTheValidOnes() {
        fails(
                Map.of("WEFT_IO_LAKE_KIND", "file"),
                "WEFT_IO_LAKE_KIND",
                "\"file\" is no kind of store",
                "files, memory",
                "Did you mean files?");
        fails(
                Map.of("WEFT_IO_LAKE_FORMAT", "parket"),
                "WEFT_IO_LAKE_FORMAT",
                "parquet, csv, jsonl, json",
                "Did you mean parquet?");
        fails(Map.of("WEFT_IO_LAKE_PAHT", "x"), "has no option paht", "format, path", "Did you mean path?");
        fails(Map.of("WEFT_IO_LAKE_KIND", "memory", "WEFT_IO_LAKE_PATH", "x"), "kind memory has no option path");
    }

    @Test
    void assetsThatTheirStoreCannotKeepAreToldTogetherBeforeAnythingRuns() {
        try (var stores = stores(Map.of("WEFT_IO_RAM_KIND", "memory", "WEFT_IO_ODD_KIND", "odd"))) {
            var problems =
                    stores.problems(List.of(asset("page", "ram"), asset("table", "odd"), asset("fine", "default")));

            assertThat(problems).hasSize(2);
            assertThat(problems.get(0).message())
                    .contains("shop/page cannot be kept")
                    .contains("memory")
                    .contains("files");
            assertThat(problems.get(1).message()).contains("\"odd\" is no kind of store");
        }
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void aCatalogBegunAgainAtTheSamePlaceTakesItsFolderOver() throws Exception {
        StoreIdentity.of(() -> "first", () -> "here").claim(root);
        StoreIdentity.of(() -> "second", () -> "here").claim(root);

        assertThat(Files.readAllLines(root.resolve(".instance"))).containsExactly("second", "here");
        assertThatThrownBy(() -> StoreIdentity.of(() -> "third", () -> "there").claim(root))
                .hasMessageContaining("belongs to another instance (id second, catalog here)");
    }

    @Test
    void anAssetMayBeCalledAsTheMarkInItsStoreIs() throws IOException {
        var identity = StoreIdentity.of(() -> "id", () -> "here");
        var what = AssetPartition.of(AssetKey.parse("instance"));
        try (var stores = new Stores(ProjectSettings.ofVariables(Map.of()), root, identity)) {
            var stage = stores.get("default")
                    .stage(new StageRequest(asset("any", "default"), what, "v1", dev.weft.api.Files.class));
            Files.writeString(stage.files().path("text"), "kept");

            var stored = stage.seal().stored();

            assertThat(stores.get("default").exists(stored)).isTrue();
        }
    }

    private void fails(Map<String, String> variables, String... parts) {
        try (var stores = stores(variables)) {
            var failure = assertThatThrownBy(() -> stores.get("lake"));
            for (var part : parts) {
                failure.hasMessageContaining(part);
            }
        }
    }

    private Stores stores(Map<String, String> variables) {
        return new Stores(ProjectSettings.ofVariables(variables), root, StoreIdentity.none());
    }

    private static dev.weft.event.Stored stored(String io, String location) {
        return new dev.weft.event.Stored(
                dev.weft.asset.AssetPartition.of(AssetKey.parse("shop/orders")), "v1", io, location);
    }

    private static AssetDefinition asset(String name, String io) {
        var key = AssetKey.parse("shop/" + name);
        var producer = new Producer(
                "com.acme.Shop", name, List.of(), List.of(key), Producer.Returns.VALUE, 0, Optional.empty());
        return AssetDefinition.builder(key, producer)
                .value(new ValueType.Files())
                .io(io)
                .build();
    }
}
