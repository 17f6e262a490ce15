package dev.weft.fingerprint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A hash of a list of texts; each is preceded by its length, so that no two lists give the same bytes. */
public final class Fingerprint {

    private static final int BYTES = 16;

    private final MessageDigest digest;
    /** What was added: one update of the digest costs much less than many. */
    private byte[] added = new byte[256];

    private int length;

    public Fingerprint() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256; this one has not.", e);
        }
    }

    /** Returns the fingerprint of a list. */
    public static String of(List<String> texts) {
        var fingerprint = new Fingerprint();
        texts.forEach(fingerprint::add);
        return fingerprint.text();
    }

    public Fingerprint add(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        makeRoomFor(bytes.length);
        System.arraycopy(bytes, 0, added, length, bytes.length);
        length += bytes.length;
        return this;
    }

    /** Adds a number, such as the length of the list that follows. */
    public Fingerprint add(int number) {
        makeRoomFor(Integer.BYTES);
        added[length++] = (byte) (number >>> 24);
        added[length++] = (byte) (number >>> 16);
        added[length++] = (byte) (number >>> 8);
        added[length++] = (byte) number;
        return this;
    }

    /** Returns 32 hexadecimal digits, and begins anew. */
    public String text() {
        digest.update(added, 0, length);
        length = 0;
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    private void makeRoomFor(int bytes) {
        if (length + bytes <= added.length) {
            return;
        }
        digest.update(added, 0, length);
        length = 0;
        if (bytes > added.length) {
            added = new byte[bytes];
        }
    }
}
