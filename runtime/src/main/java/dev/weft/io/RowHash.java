package dev.weft.io;

import dev.weft.api.DataVersion;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The logical hash of rows: each row's cells in one binary form (a mark for null; texts and bytes after their length), hashed by themselves, and the hashes added. So neither
 * the order of rows counts nor who wrote them, but how often a row stands there does.
 */
final class RowHash {

    private final ContentHash hash = new ContentHash();
    private byte[] bytes = new byte[512];
    private int length;

    void add(@Nullable Object[] cells) {
        length = 0;
        for (var cell : cells) {
            put(cell);
        }
        hash.addRow(bytes, length);
    }

    DataVersion version(String schema) {
        return hash.ofRows(schema);
    }

    private void put(@Nullable Object cell) {
        if (cell == null) {
            room(1);
            bytes[length++] = 0;
            return;
        }
        room(32);
        bytes[length++] = 1;
        if (cell instanceof String text) {
            text(text);
        } else if (cell instanceof Long number) {
            number(number);
        } else if (cell instanceof Integer number) {
            number(number);
        } else if (cell instanceof Double number) {
            number(Double.doubleToLongBits(number));
        } else if (cell instanceof Boolean flag) {
            bytes[length++] = (byte) (flag ? 1 : 0);
        } else if (cell instanceof LocalDate date) {
            number(date.toEpochDay());
        } else if (cell instanceof Instant instant) {
            number(instant.getEpochSecond());
            number(instant.getNano());
        } else if (cell instanceof LocalDateTime time) {
            number(time.toEpochSecond(ZoneOffset.UTC));
            number(time.get(ChronoField.NANO_OF_SECOND));
        } else if (cell instanceof LocalTime time) {
            number(time.toNanoOfDay());
        } else if (cell instanceof BigDecimal decimal) {
            text(decimal.toPlainString());
        } else if (cell instanceof Float number) {
            number(Float.floatToIntBits(number));
        } else if (cell instanceof Number number) {
            number(number.longValue());
        } else if (cell instanceof UUID id) {
            number(id.getMostSignificantBits());
            number(id.getLeastSignificantBits());
        } else if (cell instanceof byte[] content) {
            block(content);
        } else {
            throw new IllegalStateException("A cell is a %s: this is a bug.".formatted(cell.getClass()));
        }
    }

    /** ASCII, the most by far, is put without a copy. */
    private void text(String text) {
        int size = text.length();
        room(size + 32);
        int start = length + 8;
        for (int i = 0; i < size; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                block(utf8(text));
                return;
            }
            bytes[start + i] = (byte) c;
        }
        number(size);
        length += size;
    }

    /** Half a surrogate pair has no UTF-8 form: two bytes a character then, marked by a byte that UTF-8 never has. */
    private static byte[] utf8(String text) {
        var encoded = text.getBytes(StandardCharsets.UTF_8);
        if (new String(encoded, StandardCharsets.UTF_8).equals(text)) {
            return encoded;
        }
        var marked = new byte[2 * text.length() + 1];
        marked[0] = (byte) 0xff;
        for (int i = 0; i < text.length(); i++) {
            marked[2 * i + 1] = (byte) (text.charAt(i) >> 8);
            marked[2 * i + 2] = (byte) text.charAt(i);
        }
        return marked;
    }

    private void block(byte[] content) {
        room(content.length + 32);
        number(content.length);
        System.arraycopy(content, 0, bytes, length, content.length);
        length += content.length;
    }

    private void number(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >> shift);
        }
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
