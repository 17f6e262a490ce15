package dev.weft.asset;

import java.util.List;

/** What an asset's value is, for its producer or for a consumer, in the words of the user's types. */
public sealed interface ValueType {

    /** Returns the type as code says it, for messages: {@code List<Order>}. */
    String simple();

    /** Calls the visitor's method for this case. */
    <R> R accept(Visitor<R> visitor);

    /** One method for each case. */
    interface Visitor<R> {
        R rows(Rows rows);

        R relation(Relation relation);

        R files(Files files);

        R single(Single single);

        R nothing(Nothing nothing);

        R any(Any any);
    }

    /**
     * Rows, one record each.
     *
     * @param row the record's type
     * @param columns its columns, in order
     * @param form how code gives or takes them
     */
    record Rows(TypeRef row, List<Column> columns, Form form) implements ValueType {

        /** How code gives or takes rows. */
        public enum Form {
            LIST,
            STREAM,
            WRITER
        }

        public Rows {
            columns = List.copyOf(columns);
        }

        @Override
        public String simple() {
            var outer = switch (form) {
                case LIST -> "List";
                case STREAM -> "Stream";
                case WRITER -> "Writer";
            };
            return "%s<%s>".formatted(outer, row.simple());
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.rows(this);
        }
    }

    /** An unloaded relation: {@code dev.weft.api.Rows}. */
    record Relation() implements ValueType {

        @Override
        public String simple() {
            return "Rows";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.relation(this);
        }
    }

    /** Files that the asset wrote itself. */
    record Files() implements ValueType {

        @Override
        public String simple() {
            return "Files";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.files(this);
        }
    }

    /**
     * One value.
     *
     * @param type its type
     * @param supertypes all types it can be assigned to, beside itself and {@code Object}; empty for a consumer
     */
    record Single(TypeRef type, List<TypeRef> supertypes) implements ValueType {

        public Single {
            supertypes = List.copyOf(supertypes);
        }

        @Override
        public String simple() {
            return type.simple();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.single(this);
        }
    }

    /** No value: a {@code void} method that wrote elsewhere, or external data. */
    record Nothing() implements ValueType {

        @Override
        public String simple() {
            return "void";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.nothing(this);
        }
    }

    /** Whatever the upstream's value is: it is not loaded ({@code Upstream<?>}). */
    record Any() implements ValueType {

        @Override
        public String simple() {
            return "?";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.any(this);
        }
    }
}
