package dev.weft.api;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;

/**
 * What an asset of a factory says of itself beside its value: what a method says by the attributes of {@link Asset} and by the annotations beside it.
 *
 * <pre>{@code
 * AssetOptions.NONE.description("One row per order.").io("warehouse").owners("team:sales").like(Nightly.class)
 * }</pre>
 *
 * @param description one sentence
 * @param group the group; that of the factory's class if empty
 * @param owners each {@code team:name} or an e-mail address
 * @param tags each {@code key=value} or {@code key}
 * @param kinds labels of technology
 * @param io the store's name
 * @param codeVersion an explicit version of the logic; derived if empty
 * @param partitionColumn the column of the partition key in a table; added by the store if empty
 * @param formerly a former key whose history the asset continues; empty for none
 * @param like annotations whose own annotations count as the asset's: partitions, {@link Retry}, {@link Timeout}, {@link Pool}, {@link Refresh}
 */
public record AssetOptions(
        String description,
        String group,
        List<String> owners,
        List<String> tags,
        List<String> kinds,
        String io,
        String codeVersion,
        String partitionColumn,
        String formerly,
        List<Class<? extends Annotation>> like) {

    /** Nothing special. */
    public static final AssetOptions NONE =
            new AssetOptions("", "", List.of(), List.of(), List.of(), "default", "", "", "", List.of());

    public AssetOptions {
        owners = List.copyOf(owners);
        tags = List.copyOf(tags);
        kinds = List.copyOf(kinds);
        like = List.copyOf(like);
    }

    public AssetOptions description(String sentence) {
        return new AssetOptions(sentence, group, owners, tags, kinds, io, codeVersion, partitionColumn, formerly, like);
    }

    public AssetOptions group(String name) {
        return new AssetOptions(
                description, name, owners, tags, kinds, io, codeVersion, partitionColumn, formerly, like);
    }

    public AssetOptions owners(String... all) {
        return new AssetOptions(
                description, group, List.of(all), tags, kinds, io, codeVersion, partitionColumn, formerly, like);
    }

    public AssetOptions tags(String... all) {
        return new AssetOptions(
                description, group, owners, List.of(all), kinds, io, codeVersion, partitionColumn, formerly, like);
    }

    public AssetOptions kinds(String... all) {
        return new AssetOptions(
                description, group, owners, tags, List.of(all), io, codeVersion, partitionColumn, formerly, like);
    }

    public AssetOptions io(String store) {
        return new AssetOptions(
                description, group, owners, tags, kinds, store, codeVersion, partitionColumn, formerly, like);
    }

    public AssetOptions codeVersion(String version) {
        return new AssetOptions(description, group, owners, tags, kinds, io, version, partitionColumn, formerly, like);
    }

    public AssetOptions partitionColumn(String column) {
        return new AssetOptions(description, group, owners, tags, kinds, io, codeVersion, column, formerly, like);
    }

    public AssetOptions formerly(String key) {
        return new AssetOptions(description, group, owners, tags, kinds, io, codeVersion, partitionColumn, key, like);
    }

    /**
     * Takes over what an annotation is annotated with: its partitions, {@link Retry}, {@link Timeout}, {@link Pool}, {@link Refresh}.
     */
    public AssetOptions like(Class<? extends Annotation> annotation) {
        var more = new ArrayList<>(like);
        more.add(annotation);
        return new AssetOptions(
                description, group, owners, tags, kinds, io, codeVersion, partitionColumn, formerly, more);
    }
}
