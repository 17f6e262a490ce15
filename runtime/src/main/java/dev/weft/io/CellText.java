package dev.weft.io;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Cells as text and back, for formats that are text. */
final class CellText {

    private CellText() {}

    static String of(Object cell) {
        if (cell instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        return cell instanceof BigDecimal decimal ? decimal.toPlainString() : cell.toString();
    }

    /** @throws RuntimeException if the text is no such cell */
    static Object parse(CellKind kind, String text) {
        return switch (kind) {
            case BOOLEAN -> bool(text);
            case BYTE -> Byte.valueOf(text);
            case SHORT -> Short.valueOf(text);
            case INT -> Integer.valueOf(text);
            case LONG -> Long.valueOf(text);
            case FLOAT -> Float.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
            case DECIMAL -> RowType.plain(new BigDecimal(text));
            case TEXT, JSON -> text;
            case DATE -> LocalDate.parse(text);
            case TIME -> LocalTime.parse(text);
            case DATETIME -> LocalDateTime.parse(text);
            case INSTANT -> Instant.parse(text);
            case UUID -> UUID.fromString(text);
            case BYTES -> Base64.getDecoder().decode(text);
        };
    }

    /** Returns a cell of one kind as one of another: itself where the kinds are the same. */
    static @Nullable Object as(CellKind wanted, CellKind kind, @Nullable Object cell) {
        return cell == null || kind == wanted ? cell : parse(wanted, of(cell));
    }

    private static Boolean bool(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        throw new IllegalArgumentException("\"%s\" is neither true nor false.".formatted(text));
    }
}
