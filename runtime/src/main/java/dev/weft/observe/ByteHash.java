package dev.weft.observe;

import dev.weft.api.DataVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over parts, each behind its length. */
final class ByteHash {

    private static final int BYTES = 16;

    private final MessageDigest digest;
    /** How many bytes of a content that comes in pieces are added. */
    private long pieces;

    ByteHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256; this one has not.", e);
        }
    }

    ByteHash add(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
        return this;
    }

    /** Adds all that a stream holds, and its length behind it. */
    ByteHash addAll(InputStream in) throws IOException {
        var buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            addPiece(buffer, read);
        }
        return endOfPieces();
    }

    /** Adds the next piece of a content that comes in pieces; how it is cut does not matter. */
    void addPiece(byte[] piece, int length) {
        digest.update(piece, 0, length);
        pieces += length;
    }

    /** Ends a content that came in pieces: adds its length. */
    ByteHash endOfPieces() {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(pieces).array());
        pieces = 0;
        return this;
    }

    DataVersion version() {
        return DataVersion.of(HexFormat.of().formatHex(digest.digest(), 0, BYTES));
    }
}
