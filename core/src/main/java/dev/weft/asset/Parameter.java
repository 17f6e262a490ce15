package dev.weft.asset;

import dev.weft.partition.PartitionMapping;
import java.util.List;

/** One parameter of an asset's or a check's method. */
public sealed interface Parameter {

    /** Returns the parameter's name in the source. */
    String name();

    /** Calls the visitor's method for this case. */
    <R> R accept(Visitor<R> visitor);

    /** One method for each case. */
    interface Visitor<R> {
        R input(Input input);

        R special(Special special);

        R output(Output output);
    }

    /**
     * A parameter that names an upstream asset.
     *
     * @param name the parameter's name
     * @param upstream the upstream's key
     * @param shape what is wrapped around the value
     * @param value the value's type inside of the shape
     * @param mapping which partitions are read; inferred if the code says nothing
     * @param version which version is read
     */
    record Input(
            String name, AssetKey upstream, Shape shape, ValueType value, PartitionMapping mapping, Version version)
            implements Parameter {

        /** Returns the type as code says it, for messages. */
        public String simpleType() {
            return switch (shape) {
                case PLAIN -> value.simple();
                case OPTIONAL -> "Optional<%s>".formatted(value.simple());
                case HANDLE -> "Upstream<%s>".formatted(value.simple());
                case BY_PARTITION -> "Map<PartitionKey, %s>".formatted(value.simple());
            };
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.input(this);
        }
    }

    /**
     * A parameter of one of Weft's own types, or the configuration.
     *
     * @param name the parameter's name
     * @param kind which of them
     * @param type its Java type: for {@link Kind#CONFIG} the record
     * @param fields for {@link Kind#CONFIG} the record's components; empty otherwise
     */
    record Special(String name, Kind kind, TypeRef type, List<ConfigField> fields) implements Parameter {

        public Special {
            fields = List.copyOf(fields);
        }

        public Special(String name, Kind kind, TypeRef type) {
            this(name, kind, type, List.of());
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.special(this);
        }
    }

    /**
     * A {@code Writer<R>} for one output of a method with several.
     *
     * @param name the parameter's name: the output's
     * @param output the key of the asset that its rows make
     * @param rows the rows' type
     */
    record Output(String name, AssetKey output, ValueType.Rows rows) implements Parameter {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.output(this);
        }
    }

    /** What is wrapped around an upstream's value. */
    enum Shape {
        PLAIN,
        OPTIONAL,
        HANDLE,
        BY_PARTITION
    }

    /** Which version of an upstream is read. */
    enum Version {
        /** What the run's snapshot shows, or what the run itself made. */
        PUBLISHED,
        /** A check's first parameter: what is about to be published. */
        STAGED,
        /** A check's {@code @LastGood}: the last published version before the staged one. */
        LAST_GOOD
    }

    /** Weft's own parameter types. */
    enum Kind {
        CONTEXT,
        PARTITION_KEY,
        TIME_WINDOW,
        PARTITION_SET,
        STAGING,
        CONFIG
    }
}
