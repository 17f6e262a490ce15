package dev.weft.processor;

import dev.weft.api.Asset;
import dev.weft.api.ExternalAsset;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetNature;
import dev.weft.asset.Producer;
import dev.weft.asset.ValueType;
import dev.weft.declaration.DeclaredPartitions;
import dev.weft.declaration.DeclaredPolicy;
import dev.weft.declaration.Labels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;

/** Reads the methods that make or observe assets. */
final class AssetReader {

    private final DeclaringClass in;
    private final ProducerReader producers;

    AssetReader(DeclaringClass in, ProducerReader producers) {
        this.in = in;
        this.producers = producers;
    }

    /** Returns the assets of a method, one for each of its outputs. */
    List<AssetDefinition> read(ExecutableElement method, Asset asset) {
        if (method.getModifiers().contains(Modifier.ABSTRACT)) {
            throw new IllegalArgumentException(
                    "an asset's method has a body; for data made elsewhere use @ExternalAsset");
        }
        checkOptions(method, asset);
        var returned = method.getReturnType();
        boolean optional = in.types().is(returned, "java.util.Optional");
        var valueType = optional ? in.types().argument(returned, 0) : returned;
        if (in.types().isOutputs(valueType)) {
            if (optional) {
                throw new IllegalArgumentException(
                        "it returns an Optional of an @Outputs record. Return the record, with Optional components where an output may be skipped");
            }
            return outputs(method, asset, (TypeElement) ((DeclaredType) valueType).asElement());
        }
        var writers = method.getParameters().stream()
                .filter(parameter -> in.types().is(parameter.asType(), "dev.weft.api.Writer"))
                .toList();
        if (!writers.isEmpty()) {
            return written(method, asset, writers);
        }
        var key = in.key(asset.name(), method);
        var value = in.types().value(valueType, true);
        var producer = producers.read(
                method,
                List.of(key),
                optional ? Producer.Returns.OPTIONAL_VALUE : Producer.Returns.VALUE,
                Optional.empty());
        checkStaging(method, List.of(value));
        ViewRules.check(method, asset, producer, value);
        return List.of(common(method, asset, key, producer).value(value).build());
    }

    private void checkOptions(ExecutableElement method, Asset asset) {
        if (!asset.partitionColumn().isEmpty()
                && DeclaredPartitions.partitions(new ElementMarks(method)).isEmpty()) {
            throw new IllegalArgumentException("it has a partitionColumn but no partitions. Remove it");
        }
        Labels.checkOwners(List.of(asset.owners()));
    }

    private void checkStaging(ExecutableElement method, List<ValueType> values) {
        boolean takes = method.getParameters().stream()
                .anyMatch(parameter -> in.types().is(parameter.asType(), "dev.weft.api.Staging"));
        long files = values.stream().filter(ValueType.Files.class::isInstance).count();
        if (files > 1) {
            throw new IllegalArgumentException(
                    "%d of its outputs are Files, and it has one Staging place. Leave one".formatted(files));
        }
        if (takes && files == 0) {
            throw new IllegalArgumentException(
                    "it takes a Staging place but returns %s. Return Files: `return out.publish()`"
                            .formatted(values.get(0).simple()));
        }
        if (files == 1 && !takes) {
            throw new IllegalArgumentException(
                    "it returns Files, so it takes a Staging parameter: write to out.path(\"name\"), return out.publish()");
        }
    }

    /** Each writer's rows are an asset of the parameter's name. */
    private List<AssetDefinition> written(
            ExecutableElement method, Asset asset, List<? extends VariableElement> writers) {
        if (method.getReturnType().getKind() != TypeKind.VOID) {
            throw new IllegalArgumentException(
                    "it has Writer parameters, so what it makes is what it writes: return void, found %s"
                            .formatted(method.getReturnType()));
        }
        if (!asset.name().isEmpty()) {
            throw new IllegalArgumentException(
                    "its assets are named like its Writer parameters, so it has no name of its own");
        }
        if (asset.virtual()) {
            throw new IllegalArgumentException(
                    "it is virtual, and what is written to a Writer is not there to be read. Return the rows");
        }
        var keys = writers.stream().map(writer -> in.key("", writer)).toList();
        var producer = producers.read(method, keys, Producer.Returns.WRITERS, Optional.empty());
        var assets = new ArrayList<AssetDefinition>();
        for (int i = 0; i < keys.size(); i++) {
            assets.add(common(method, asset, keys.get(i), producer)
                    .value(in.types().writer(writers.get(i).asType()))
                    .description(Docs.parameter(
                            in.doc(method), writers.get(i).getSimpleName().toString()))
                    .build());
        }
        return assets;
    }

    private List<AssetDefinition> outputs(ExecutableElement method, Asset asset, TypeElement outputs) {
        var keys = new ArrayList<AssetKey>();
        outputs.getRecordComponents().forEach(component -> {
            var own = component.getAnnotation(Asset.class);
            keys.add(in.key(own == null ? "" : own.name(), component));
        });
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("%s has no component: each component of an @Outputs record is an asset"
                    .formatted(outputs.getSimpleName()));
        }
        if (new HashSet<>(keys).size() < keys.size()) {
            throw new IllegalArgumentException(
                    "two components of %s are the same asset: %s".formatted(outputs.getSimpleName(), keys));
        }
        if (!asset.name().isEmpty()) {
            throw new IllegalArgumentException(
                    "its assets are named like the components of %s, so it has no name of its own"
                            .formatted(outputs.getSimpleName()));
        }
        var values = outputs.getRecordComponents().stream()
                .map(component -> component.asType())
                .map(value -> in.types()
                        .value(
                                in.types().is(value, "java.util.Optional")
                                        ? in.types().argument(value, 0)
                                        : value,
                                true))
                .toList();
        checkStaging(method, values);
        var producer = producers.read(method, keys, Producer.Returns.OUTPUTS, Optional.empty());
        var assets = new ArrayList<AssetDefinition>();
        for (int i = 0; i < keys.size(); i++) {
            var component = outputs.getRecordComponents().get(i);
            var own = component.getAnnotation(Asset.class);
            assets.add(common(method, own == null ? asset : own, keys.get(i), producer)
                    .value(values.get(i))
                    .description(Docs.parameter(
                            in.doc(outputs), component.getSimpleName().toString()))
                    .build());
        }
        return assets;
    }

    private AssetDefinition.Builder common(ExecutableElement method, Asset asset, AssetKey key, Producer producer) {
        return AssetDefinition.builder(key, producer)
                .description(Docs.firstSentence(in.doc(method)))
                .group(asset.group().isEmpty() ? in.settings().group() : asset.group())
                .owners(List.of(asset.owners()))
                .tags(Labels.tags(List.of(asset.tags())))
                .kinds(List.of(asset.kinds()))
                .io(asset.io())
                .partitionColumn(optional(asset.partitionColumn()))
                .partitions(DeclaredPartitions.partitions(new ElementMarks(method)))
                .codeVersion(optional(asset.codeVersion()))
                .deterministic(asset.deterministic())
                .virtual(asset.virtual())
                .policy(DeclaredPolicy.policy(new ElementMarks(method)))
                .refresh(DeclaredPolicy.refresh(new ElementMarks(method)))
                .formerly(optional(asset.formerly()).map(AssetKey::parse));
    }

    /** Returns the external asset that a method observes or names. */
    AssetDefinition read(ExecutableElement method, ExternalAsset external) {
        boolean reported = method.getModifiers().contains(Modifier.ABSTRACT);
        if (!in.types().is(method.getReturnType(), "dev.weft.api.DataVersion")) {
            throw new IllegalArgumentException(
                    "an external asset's method returns DataVersion, found %s".formatted(method.getReturnType()));
        }
        var key = in.key(external.name(), method);
        var producer = producers.read(
                method,
                List.of(key),
                reported ? Producer.Returns.NOTHING : Producer.Returns.OBSERVATION,
                Optional.empty());
        return AssetDefinition.builder(key, producer)
                .nature(reported ? AssetNature.EXTERNAL : AssetNature.OBSERVABLE)
                .description(Docs.firstSentence(in.doc(method)))
                .group(external.group().isEmpty() ? in.settings().group() : external.group())
                .owners(List.of(external.owners()))
                .tags(Labels.tags(List.of(external.tags())))
                .kinds(List.of(external.kinds()))
                .partitions(DeclaredPartitions.partitions(new ElementMarks(method)))
                .policy(DeclaredPolicy.policy(new ElementMarks(method)))
                .build();
    }

    private static Optional<String> optional(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
