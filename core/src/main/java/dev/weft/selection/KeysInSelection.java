package dev.weft.selection;

import dev.weft.asset.AssetKey;
import java.util.List;
import java.util.stream.Stream;

/** The keys that a selection writes out in full. */
final class KeysInSelection implements Selection.Visitor<Stream<AssetKey>> {

    @Override
    public Stream<AssetKey> all(Selection.All all) {
        return Stream.of();
    }

    @Override
    public Stream<AssetKey> attribute(Selection.Attribute attribute) {
        return attribute.name() == AttributeName.KEY
                ? attribute.value().stream().filter(key -> key.indexOf('*') < 0).map(AssetKey::parse)
                : Stream.of();
    }

    @Override
    public Stream<AssetKey> traversal(Selection.Traversal traversal) {
        return traversal.of().accept(this);
    }

    @Override
    public Stream<AssetKey> not(Selection.Not not) {
        return not.of().accept(this);
    }

    @Override
    public Stream<AssetKey> and(Selection.And and) {
        return each(and.of());
    }

    @Override
    public Stream<AssetKey> or(Selection.Or or) {
        return each(or.of());
    }

    @Override
    public Stream<AssetKey> roots(Selection.Roots roots) {
        return roots.of().accept(this);
    }

    @Override
    public Stream<AssetKey> sinks(Selection.Sinks sinks) {
        return sinks.of().accept(this);
    }

    @Override
    public Stream<AssetKey> between(Selection.Between between) {
        return each(List.of(between.from(), between.to()));
    }

    private Stream<AssetKey> each(List<Selection> selections) {
        return selections.stream().flatMap(selection -> selection.accept(this));
    }
}
