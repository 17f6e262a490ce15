package dev.weft.graph;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetNature;
import dev.weft.asset.CheckDefinition;
import dev.weft.asset.Column;
import dev.weft.asset.ConfigField;
import dev.weft.asset.FactoryDefinition;
import dev.weft.asset.Parameter;
import dev.weft.asset.Producer;
import dev.weft.asset.StepPolicy;
import dev.weft.asset.TypeRef;
import dev.weft.asset.ValueType;
import dev.weft.json.JsonWriter;
import dev.weft.partition.DynamicPartitionsDefinition;
import dev.weft.partition.MultiPartitionsDefinition;
import dev.weft.partition.PartitionMapping;
import dev.weft.partition.PartitionsDefinition;
import dev.weft.partition.StaticPartitionsDefinition;
import dev.weft.partition.TimeWindowPartitionsDefinition;
import java.util.function.Consumer;

/** The fields of each part of a definition, in their order. */
final class DefinitionWriter {

    private DefinitionWriter() {}

    static void asset(JsonWriter json, AssetDefinition asset) {
        json.text("key", asset.key().text())
                .wordUnless(AssetNature.MATERIALIZABLE, "nature", asset.nature())
                .textUnless("", "description", asset.description())
                .textUnless("default", "group", asset.group())
                .textsUnlessEmpty("owners", asset.owners())
                .textsUnlessEmpty("tags", asset.tags())
                .textsUnlessEmpty("kinds", asset.kinds());
        if (!(asset.value() instanceof ValueType.Nothing)) {
            json.object("value", value(asset.value()));
        }
        json.textUnless("default", "io", asset.io()).text("partitionColumn", asset.partitionColumn());
        asset.partitions().ifPresent(partitions -> json.object("partitions", partitions(partitions)));
        json.object("producer", producer(asset.producer()))
                .text("codeVersion", asset.codeVersion())
                .flagUnless(false, "deterministic", asset.deterministic())
                .flagUnless(false, "virtual", asset.virtual());
        if (!asset.policy().equals(StepPolicy.DEFAULT)) {
            json.object("policy", policy(asset.policy()));
        }
        json.text("refresh", asset.refresh())
                .text("formerly", asset.formerly())
                .textUnless("", "codeLocation", asset.codeLocation());
    }

    static void check(JsonWriter json, CheckDefinition check) {
        json.text("asset", check.asset().text())
                .text("name", check.name())
                .flagUnless(false, "blocking", check.blocking())
                .textUnless("", "description", check.description())
                .object("method", producer(check.method()));
    }

    static void factory(JsonWriter json, FactoryDefinition factory) {
        json.text("class", factory.className())
                .text("method", factory.method())
                .text("prefix", factory.prefix())
                .textsUnlessEmpty("reads", factory.reads())
                .textUnless("default", "group", factory.group());
    }

    private static Consumer<JsonWriter> producer(Producer producer) {
        return json -> json.text("class", producer.className())
                .text("method", producer.method())
                .objectsUnlessEmpty("parameters", producer.parameters(), DefinitionWriter::parameter)
                .textsUnlessEmpty(
                        "outputs",
                        producer.outputs().stream().map(AssetKey::text).toList())
                .wordUnless(Producer.Returns.VALUE, "returns", producer.returns())
                .numberUnless(0, "line", producer.line())
                .text("factory", producer.factory())
                .text("spec", producer.spec());
    }

    private static void parameter(JsonWriter json, Parameter parameter) {
        json.text("name", parameter.name());
        parameter.accept(new Parameter.Visitor<JsonWriter>() {
            @Override
            public JsonWriter input(Parameter.Input input) {
                json.text("upstream", input.upstream().text())
                        .wordUnless(Parameter.Shape.PLAIN, "shape", input.shape())
                        .object("value", value(input.value()));
                if (!(input.mapping() instanceof PartitionMapping.Inferred)) {
                    json.object("mapping", mapping(input.mapping()));
                }
                return json.wordUnless(Parameter.Version.PUBLISHED, "version", input.version());
            }

            @Override
            public JsonWriter special(Parameter.Special special) {
                return json.word("special", special.kind())
                        .text("type", special.type().toString())
                        .objectsUnlessEmpty("fields", special.fields(), DefinitionWriter::configField);
            }

            @Override
            public JsonWriter output(Parameter.Output output) {
                return json.text("output", output.output().text()).object("rows", value(output.rows()));
            }
        });
    }

    private static void configField(JsonWriter json, ConfigField field) {
        json.text("name", field.name())
                .text("type", field.type().toString())
                .text("default", field.fallback())
                .objectsUnlessEmpty("fields", field.fields(), DefinitionWriter::configField);
    }

    private static Consumer<JsonWriter> policy(StepPolicy policy) {
        return json -> {
            json.numberUnless(StepPolicy.DEFAULT.retries(), "retries", policy.retries())
                    .textUnless(
                            StepPolicy.DEFAULT.delay().toString(),
                            "delay",
                            policy.delay().toString())
                    .textUnless(
                            StepPolicy.DEFAULT.maxDelay().toString(),
                            "maxDelay",
                            policy.maxDelay().toString());
            if (policy.jitter() != StepPolicy.DEFAULT.jitter()) {
                json.decimal("jitter", policy.jitter());
            }
            json.textsUnlessEmpty("retryOn", policy.retryOn()).textsUnlessEmpty("retryNever", policy.retryNever());
            json.text("timeout", policy.timeout()).text("pool", policy.pool());
        };
    }

    private static Consumer<JsonWriter> value(ValueType value) {
        return json -> value.accept(new ValueType.Visitor<JsonWriter>() {
            @Override
            public JsonWriter rows(ValueType.Rows rows) {
                return json.text("is", "rows")
                        .text("row", rows.row().toString())
                        .wordUnless(ValueType.Rows.Form.LIST, "form", rows.form())
                        .objectsUnlessEmpty("columns", rows.columns(), DefinitionWriter::column);
            }

            @Override
            public JsonWriter relation(ValueType.Relation relation) {
                return json.text("is", "relation");
            }

            @Override
            public JsonWriter files(ValueType.Files files) {
                return json.text("is", "files");
            }

            @Override
            public JsonWriter single(ValueType.Single single) {
                return json.text("is", "single")
                        .text("type", single.type().toString())
                        .textsUnlessEmpty(
                                "supertypes",
                                single.supertypes().stream()
                                        .map(TypeRef::toString)
                                        .toList());
            }

            @Override
            public JsonWriter nothing(ValueType.Nothing nothing) {
                return json.text("is", "nothing");
            }

            @Override
            public JsonWriter any(ValueType.Any any) {
                return json.text("is", "any");
            }
        });
    }

    private static void column(JsonWriter json, Column column) {
        json.text("name", column.name())
                .textUnless(column.name(), "component", column.component())
                .text("type", column.type().toString())
                .flagUnless(!column.type().isPrimitive(), "nullable", column.nullable())
                .textUnless("", "description", column.description())
                .objectsUnlessEmpty("fields", column.fields(), DefinitionWriter::column);
    }

    private static Consumer<JsonWriter> partitions(PartitionsDefinition partitions) {
        return json -> partitions.accept(new PartitionsDefinition.Visitor<JsonWriter>() {
            @Override
            public JsonWriter fixed(StaticPartitionsDefinition definition) {
                return json.text("is", "static").texts("keys", definition.keys());
            }

            @Override
            public JsonWriter timeWindows(TimeWindowPartitionsDefinition definition) {
                return json.word("is", definition.cadence())
                        .text("start", definition.start().toString())
                        .text("end", definition.end())
                        .textUnless("UTC", "zone", definition.zone().getId())
                        .numberUnless(0, "minuteOffset", definition.minuteOffset())
                        .numberUnless(0, "hourOffset", definition.hourOffset())
                        .numberUnless(0, "dayOffset", definition.dayOffset())
                        .numberUnless(0, "endOffset", definition.endOffset())
                        .text("cron", definition.cron());
            }

            @Override
            public JsonWriter dynamic(DynamicPartitionsDefinition definition) {
                return json.text("is", "dynamic").text("name", definition.name());
            }

            @Override
            public JsonWriter multi(MultiPartitionsDefinition definition) {
                return json.text("is", "multi")
                        .object(
                                "dimensions",
                                inner -> definition
                                        .dimensions()
                                        .forEach((name, dimension) -> inner.object(name, partitions(dimension))));
            }
        });
    }

    private static Consumer<JsonWriter> mapping(PartitionMapping mapping) {
        return json -> mapping.accept(new PartitionMapping.Visitor<JsonWriter>() {
            @Override
            public JsonWriter inferred(PartitionMapping.Inferred inferred) {
                return json.text("is", "inferred");
            }

            @Override
            public JsonWriter identity(PartitionMapping.Identity identity) {
                return json.text("is", "identity");
            }

            @Override
            public JsonWriter timeWindows(PartitionMapping.TimeWindows windows) {
                return json.text("is", "time_windows")
                        .numberUnless(0, "from", windows.from())
                        .numberUnless(0, "to", windows.to());
            }

            @Override
            public JsonWriter all(PartitionMapping.All all) {
                return json.text("is", "all");
            }

            @Override
            public JsonWriter last(PartitionMapping.Last last) {
                return json.text("is", "last");
            }

            @Override
            public JsonWriter specific(PartitionMapping.Specific specific) {
                return json.text("is", "specific")
                        .texts(
                                "keys",
                                specific.keys().stream().map(PartitionKey::text).toList());
            }

            @Override
            public JsonWriter keys(PartitionMapping.Keys keys) {
                return json.text("is", "keys")
                        .object("entries", inner -> keys.entries().forEach(inner::texts));
            }

            @Override
            public JsonWriter dimensions(PartitionMapping.Dimensions dimensions) {
                return json.text("is", "dimensions")
                        .object("pairs", inner -> dimensions.pairs().forEach(inner::text));
            }
        });
    }
}
