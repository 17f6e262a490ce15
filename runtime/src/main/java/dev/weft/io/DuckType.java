package dev.weft.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A column type as DuckDB spells it, and the one that holds the values of two. */
sealed interface DuckType {

    /** Returns the type that holds what both hold; empty if there is none to which a column is changed. */
    Optional<DuckType> with(DuckType other);

    /** Returns the type as SQL. */
    String sql();

    static DuckType parse(String sql) {
        return new Parser(sql).type();
    }

    /** A type without parts. */
    record Plain(String sql) implements DuckType {

        private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),\\s*(\\d+)\\)");
        private static final int MOST_DIGITS = 38;

        /** The decimal with so many digits in all and after the point; text where no decimal has as many. */
        static Plain decimal(int digits, int scale) {
            return new Plain(
                    digits > MOST_DIGITS
                            ? "VARCHAR"
                            : "DECIMAL(%d,%d)".formatted(digits > 18 ? MOST_DIGITS : 18, scale));
        }

        @Override
        public Optional<DuckType> with(DuckType other) {
            if (!(other instanceof Plain wanted)) {
                return Optional.empty();
            }
            if (sql.equals(wanted.sql)) {
                return Optional.of(this);
            }
            var one = DECIMAL.matcher(sql);
            var two = DECIMAL.matcher(wanted.sql);
            if (one.matches() && two.matches()) {
                int scale = Math.max(number(one.group(2)), number(two.group(2)));
                int whole = Math.max(
                        number(one.group(1)) - number(one.group(2)), number(two.group(1)) - number(two.group(2)));
                return Optional.of(decimal(whole + scale, scale));
            }
            if (isTimestamp() && wanted.isTimestamp()) {
                return Optional.of(new Plain("TIMESTAMP_NS"));
            }
            boolean text = sql.equals("VARCHAR") || wanted.sql.equals("VARCHAR");
            return text && (followsItsValues() || wanted.followsItsValues())
                    ? Optional.of(new Plain("VARCHAR"))
                    : Optional.empty();
        }

        private static int number(String digits) {
            return Integer.parseInt(digits);
        }

        private boolean isTimestamp() {
            return sql.equals("TIMESTAMP") || sql.equals("TIMESTAMP_NS");
        }

        /** Tells whether the type of such a column follows from what is in it. */
        private boolean followsItsValues() {
            return sql.startsWith("DECIMAL") || sql.startsWith("TIME");
        }
    }

    /** A list. */
    record ListOf(DuckType element) implements DuckType {

        @Override
        public Optional<DuckType> with(DuckType other) {
            return other instanceof ListOf list ? element.with(list.element).map(ListOf::new) : Optional.empty();
        }

        @Override
        public String sql() {
            return element.sql() + "[]";
        }
    }

    /** A map. */
    record MapOf(DuckType key, DuckType value) implements DuckType {

        @Override
        public Optional<DuckType> with(DuckType other) {
            return other instanceof MapOf map && map.key.equals(key)
                    ? value.with(map.value).map(both -> new MapOf(key, both))
                    : Optional.empty();
        }

        @Override
        public String sql() {
            return "MAP(%s, %s)".formatted(key.sql(), value.sql());
        }
    }

    /** Named fields; what only one of two has is kept. */
    record Struct(Map<String, DuckType> fields) implements DuckType {

        @Override
        public Optional<DuckType> with(DuckType other) {
            if (!(other instanceof Struct struct)) {
                return Optional.empty();
            }
            var both = new LinkedHashMap<>(fields);
            for (var field : struct.fields.entrySet()) {
                var there = both.get(field.getKey());
                var wider = there == null ? Optional.of(field.getValue()) : there.with(field.getValue());
                if (wider.isEmpty()) {
                    return Optional.empty();
                }
                both.put(field.getKey(), wider.get());
            }
            return Optional.of(new Struct(both));
        }

        @Override
        public String sql() {
            return fields.entrySet().stream()
                    .map(field ->
                            Duck.quoted(field.getKey()) + " " + field.getValue().sql())
                    .collect(Collectors.joining(", ", "STRUCT(", ")"));
        }
    }

    /** Reads a type, from left to right. */
    final class Parser {

        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        DuckType type() {
            var type = simple();
            while (taken("[]")) {
                type = new ListOf(type);
            }
            return type;
        }

        private DuckType simple() {
            if (taken("STRUCT(")) {
                var fields = new LinkedHashMap<String, DuckType>();
                do {
                    var name = name();
                    fields.put(name, type());
                } while (taken(", "));
                at++;
                return new Struct(fields);
            }
            if (taken("MAP(")) {
                var parts = new ArrayList<DuckType>(List.of(type()));
                while (taken(", ")) {
                    parts.add(type());
                }
                at++;
                return new MapOf(parts.get(0), parts.get(1));
            }
            int start = at;
            for (int open = 0; at < text.length() && (open > 0 || ",)[".indexOf(text.charAt(at)) < 0); at++) {
                open += text.charAt(at) == '(' ? 1 : text.charAt(at) == ')' ? -1 : 0;
            }
            return new Plain(text.substring(start, at));
        }

        private String name() {
            int start = at;
            if (text.charAt(at) != '"') {
                at = text.indexOf(' ', at);
                return text.substring(start, at++);
            }
            do {
                at = text.indexOf('"', at + 1) + 1;
            } while (text.charAt(at) == '"');
            var quoted = text.substring(start + 1, at - 1);
            at++;
            return quoted.replace("\"\"", "\"");
        }

        private boolean taken(String word) {
            boolean here = text.startsWith(word, at);
            at += here ? word.length() : 0;
            return here;
        }
    }
}
