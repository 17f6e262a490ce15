package dev.weft.io;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * Names of files for keys of any text. Injective, also where a file system folds case or Unicode forms: lower-case letters, digits, {@code -} and
 * {@code _} stand for themselves, a dot does except at the front, every other byte of the UTF-8 form is {@code %xx}, half a surrogate pair {@code %uxxxx}; a name that grows too long ends
 * in a hash of the whole.
 */
final class Paths {

    private static final int LONGEST = 120;

    private Paths() {}

    /** Returns the relative path of an asset key, one folder a segment. */
    static String ofKey(Iterable<String> segments) {
        return java.util.stream.StreamSupport.stream(segments.spliterator(), false)
                .map(Paths::ofSegment)
                .collect(Collectors.joining("/"));
    }

    static String ofSegment(String text) {
        var name = new StringBuilder();
        text.codePoints().forEach(point -> append(name, point));
        return name.length() <= LONGEST
                ? name.toString()
                : name.substring(0, LONGEST - 34) + "%+" + hash(name.toString());
    }

    private static void append(StringBuilder name, int point) {
        if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
            name.append("%%u%04x".formatted(point)); // half of a pair, which UTF-8 would turn into a question mark
            return;
        }
        for (byte b : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            boolean plain = letterOrDigit || c == '-' || c == '_' || (c == '.' && !name.isEmpty());
            if (plain) {
                name.append(c);
            } else {
                name.append('%').append(HexFormat.of().toHexDigits(b));
            }
        }
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
