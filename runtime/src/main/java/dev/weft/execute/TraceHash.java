package dev.weft.execute;

import dev.weft.api.DataVersion;
import dev.weft.api.PartitionKey;
import dev.weft.event.InputVersion;
import dev.weft.event.Trace;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Versions that come from what was read and not from content: SHA-256 over length-prefixed parts. */
final class TraceHash {

    private final MessageDigest digest;

    private TraceHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Returns the version of an asset without content whose result depends on nothing else. */
    static DataVersion of(Trace trace, Optional<PartitionKey> partition) {
        var hash = new TraceHash();
        hash.add(trace.codeVersion().text());
        hash.add(trace.config());
        hash.add(partition.map(PartitionKey::text).orElse(""));
        hash.addAll(trace.inputs());
        return hash.version();
    }

    /** Returns one version for several that are read together. */
    static DataVersion of(List<InputVersion> inputs) {
        var hash = new TraceHash();
        hash.addAll(inputs);
        return hash.version();
    }

    private void addAll(List<InputVersion> inputs) {
        for (var input : inputs) {
            hashInput(input);
        }
    }

    private void hashInput(InputVersion input) {
        add(input.upstream().asset().text());
        add(input.upstream().partition().map(PartitionKey::text).orElse(""));
        add(input.dataVersion().isPresent() ? "1" : "0");
        add(input.dataVersion().map(DataVersion::text).orElse(""));
    }

    private void add(String part) {
        var bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private DataVersion version() {
        return DataVersion.of(HexFormat.of().formatHex(digest.digest(), 0, 16));
    }
}
