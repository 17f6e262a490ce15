package dev.weft.runtime;

import dev.weft.api.DataVersion;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetNature;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.ValueType;
import dev.weft.discovery.ProjectException;
import dev.weft.event.Content;
import dev.weft.event.EventBody;
import dev.weft.event.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Records versions that were made elsewhere. A reported materialization counts as made from the code and the inputs of now, so it is fresh until one
 * of them changes; a run that makes the same at that moment is refused when it would publish.
 */
public final class Reporter {

    private final Instance instance;

    public Reporter(Instance instance) {
        this.instance = instance;
    }

    /** What was recorded. */
    public record Reported(AssetPartition what, DataVersion dataVersion, long sequence) {}

    /**
     * Records a version of each partition, all in one commit.
     *
     * @param all partitions of one asset
     * @param version what identifies the content; empty: the hash of the file at {@code location}, else a new one
     * @param location the file with the content; empty if there is nothing to read
     * @throws ProjectException if the asset is not reported to, or what was said does not fit it
     */
    public List<Reported> report(
            List<AssetPartition> all,
            Optional<DataVersion> version,
            Map<String, Object> metadata,
            Optional<Path> location) {
        var asset = instance.graph().get(all.get(0).asset());
        refuse(asset, all, location);
        var file = location.map(path -> path.toAbsolutePath().normalize());
        var given = version.or(() -> file.map(Reporter::hash));
        var versions = all.stream()
                .map(what -> given.orElseGet(
                        () -> DataVersion.of("reported-" + UUID.randomUUID().toString())))
                .toList();
        var facts = new ArrayList<EventBody>();
        for (int i = 0; i < all.size(); i++) {
            facts.add(
                    asset.nature() == AssetNature.MATERIALIZABLE
                            ? materialization(asset, all.get(i), versions.get(i), metadata, file)
                            : new EventBody.Observation(all.get(i), versions.get(i), metadata));
        }
        var sequences = instance.catalog().record(Optional.empty(), facts).join();
        var reported = new ArrayList<Reported>();
        for (int i = 0; i < all.size(); i++) {
            reported.add(new Reported(all.get(i), versions.get(i), sequences.get(i)));
        }
        return reported;
    }

    private void refuse(AssetDefinition asset, List<AssetPartition> all, Optional<Path> location) {
        if (asset.isComputedWhenRead()) {
            throw new ProjectException(
                    "%s is virtual: it is computed where it is read (%s), so nothing is reported to it."
                            .formatted(asset.key(), asset.producer().place()));
        }
        if (asset.nature() == AssetNature.OBSERVABLE) {
            throw new ProjectException(
                    "%s is observed by its method (%s), so nothing is reported to it. Say `weft observe %s`."
                            .formatted(asset.key(), asset.producer().place(), asset.key()));
        }
        if (location.isPresent() && asset.nature() != AssetNature.MATERIALIZABLE) {
            throw new ProjectException(
                    "%s is external: Weft does not read its content. Leave --location out, or record it with --metadata."
                            .formatted(asset.key()));
        }
        if (location.isPresent() && all.size() > 1) {
            throw new ProjectException(
                    "--location names the content of one partition; found %d. Report them one by one."
                            .formatted(all.size()));
        }
        if (location.isPresent() && !Files.exists(location.get())) {
            throw new ProjectException("There is nothing at %s. --location names what %s reads."
                    .formatted(location.get().toAbsolutePath(), asset.io()));
        }
        boolean isRead = asset.nature() == AssetNature.MATERIALIZABLE && !(asset.value() instanceof ValueType.Nothing);
        if (isRead && location.isEmpty()) {
            throw new ProjectException(
                    "%s has a value (%s) that others read. Say with --location where the reported content lies, or materialize it."
                            .formatted(asset.key(), asset.value().simple()));
        }
    }

    private EventBody materialization(
            AssetDefinition asset,
            AssetPartition what,
            DataVersion version,
            Map<String, Object> metadata,
            Optional<Path> file) {
        var stored = new Stored(
                what,
                UUID.randomUUID().toString(),
                asset.io(),
                file.map(Path::toString).orElse(""));
        var content = new Content(
                version, OptionalLong.empty(), file.map(Reporter::size).orElse(OptionalLong.empty()), List.of(), "");
        var trace = instance.rule(List.of(asset.key())).traceNow(asset, what.partition());
        return new EventBody.Materialization(stored, content, trace, metadata, true, List.of());
    }

    private static OptionalLong size(Path file) {
        try {
            return Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static DataVersion hash(Path file) {
        if (!Files.isRegularFile(file)) {
            return DataVersion.of("reported-" + UUID.randomUUID());
        }
        try (var in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return DataVersion.of(HexFormat.of().formatHex(in.getMessageDigest().digest()));
        } catch (IOException e) {
            throw new ProjectException("Could not read %s: %s.".formatted(file, e), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
