package dev.weft.io;

import dev.weft.api.DataVersion;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A hash of logical content. Rows are combined by adding their hashes, so that their order and the thread that wrote them do not count, but
 * how often a row stands there does; all parts are length-prefixed.
 */
final class ContentHash {

    private final long[] sum = new long[4];
    private long parts;
    private final MessageDigest digest = sha256();
    private final byte[] row = new byte[32];
    private final ByteBuffer words = ByteBuffer.wrap(row);

    /** Adds one row, in any order: the first {@code length} bytes. */
    void addRow(byte[] bytes, int length) {
        digest.update(bytes, 0, length);
        try {
            digest.digest(row, 0, row.length);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 has 32 bytes", e);
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] += words.getLong(8 * i);
        }
        parts++;
    }

    /** Returns the version of all rows under their schema. */
    DataVersion ofRows(String schema) {
        var all = ByteBuffer.allocate(8 * sum.length + 8);
        for (long lane : sum) {
            all.putLong(lane);
        }
        all.putLong(parts);
        return of(schema.getBytes(StandardCharsets.UTF_8), all.array());
    }

    /** Returns the version of parts in their order. */
    static DataVersion of(byte[]... parts) {
        var digest = sha256();
        for (var part : parts) {
            digest.update(ByteBuffer.allocate(8).putLong(part.length).array());
            digest.update(part);
        }
        return DataVersion.of(HexFormat.of().formatHex(digest.digest(), 0, 16));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
