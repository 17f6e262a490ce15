package dev.weft.cli.terminal;

/** How wide text is on a terminal: East Asian characters and emoji take two columns, combining marks none, colours nothing. */
final class DisplayWidth {

    private static final char ESCAPE = '\u001b';
    private static final String RESET = "\u001b[0m";

    private DisplayWidth() {}

    static int of(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); ) {
            if (text.charAt(i) == ESCAPE) {
                i = endOfEscape(text, i);
            } else {
                int point = text.codePointAt(i);
                width += of(point);
                i += Character.charCount(point);
            }
        }
        return width;
    }

    /** Returns the text if it fits, else its beginning and an ellipsis; colours end where it ends. */
    static String cut(String text, int width) {
        if (of(text) <= width) {
            return text;
        }
        var kept = new StringBuilder();
        boolean coloured = false;
        int used = 0;
        for (int i = 0; i < text.length(); ) {
            if (text.charAt(i) == ESCAPE) {
                int end = endOfEscape(text, i);
                kept.append(text, i, end);
                coloured = true;
                i = end;
                continue;
            }
            int point = text.codePointAt(i);
            if (used + of(point) > width - 1) {
                break;
            }
            used += of(point);
            kept.appendCodePoint(point);
            i += Character.charCount(point);
        }
        return kept.append(width > 0 ? "…" : "").append(coloured ? RESET : "").toString();
    }

    private static int endOfEscape(String text, int start) {
        int end = text.indexOf('m', start);
        return end < 0 ? text.length() : end + 1;
    }

    private static int of(int point) {
        if (between(point, ' ', '~')) {
            return 1;
        }
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT
                || type == Character.CONTROL) {
            return 0;
        }
        return isWide(point) ? 2 : 1;
    }

    /** The ranges of Unicode's East Asian Width W and F that people meet; the rest is narrow. */
    private static boolean isWide(int point) {
        return point >= 0x1100
                && (point <= 0x115F
                        || between(point, 0x2E80, 0x303E)
                        || between(point, 0x3041, 0x33FF)
                        || between(point, 0x3400, 0x4DBF)
                        || between(point, 0x4E00, 0x9FFF)
                        || between(point, 0xA000, 0xA4CF)
                        || between(point, 0xAC00, 0xD7A3)
                        || between(point, 0xF900, 0xFAFF)
                        || between(point, 0xFE30, 0xFE6F)
                        || between(point, 0xFF00, 0xFF60)
                        || between(point, 0xFFE0, 0xFFE6)
                        || between(point, 0x1F300, 0x1F64F)
                        || between(point, 0x1F680, 0x1F6FF)
                        || between(point, 0x1F900, 0x1FAFF)
                        || between(point, 0x20000, 0x3FFFD));
    }

    private static boolean between(int point, int from, int to) {
        return point >= from && point <= to;
    }
}
