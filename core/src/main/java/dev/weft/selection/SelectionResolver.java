package dev.weft.selection;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.ValueType;
import dev.weft.graph.AssetGraph;
import dev.weft.partition.DynamicPartitionsDefinition;
import dev.weft.partition.MultiPartitionsDefinition;
import dev.weft.partition.PartitionsDefinition;
import dev.weft.partition.StaticPartitionsDefinition;
import dev.weft.partition.TimeWindowPartitionsDefinition;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The numbers of the assets that a selection means. */
final class SelectionResolver implements Selection.Visitor<BitSet> {

    private final AssetGraph graph;
    private final SelectionFacts facts;
    private final BitSet materializable = new BitSet();
    private final BitSet universe;

    SelectionResolver(AssetGraph graph, SelectionFacts facts, Selection.Sources sources) {
        this.graph = graph;
        this.facts = facts;
        for (int i = 0; i < graph.size(); i++) {
            materializable.set(i, graph.at(i).nature().isMaterializable());
        }
        universe = switch (sources) {
            case LEFT_OUT -> materializable;
            case INCLUDED -> {
                var all = new BitSet();
                all.set(0, graph.size());
                yield all;
            }
        };
    }

    @Override
    public BitSet all(Selection.All all) {
        return (BitSet) universe.clone();
    }

    @Override
    public BitSet traversal(Selection.Traversal traversal) {
        var start = traversal.of().accept(this);
        var reached = new BitSet();
        if (traversal.up() != Selection.Traversal.NONE) {
            reached.or(graph.upstream(start, traversal.up()));
        }
        if (traversal.down() != Selection.Traversal.NONE) {
            reached.or(graph.downstream(start, traversal.down()));
        }
        reached.and(materializable);
        return reached;
    }

    @Override
    public BitSet not(Selection.Not not) {
        var rest = (BitSet) universe.clone();
        rest.andNot(not.of().accept(this));
        return rest;
    }

    @Override
    public BitSet and(Selection.And and) {
        var common = and.of().get(0).accept(this);
        and.of().stream().skip(1).forEach(part -> common.and(part.accept(this)));
        return common;
    }

    @Override
    public BitSet or(Selection.Or or) {
        var any = new BitSet();
        or.of().forEach(part -> any.or(part.accept(this)));
        return any;
    }

    @Override
    public BitSet roots(Selection.Roots roots) {
        return graph.rootsOf(roots.of().accept(this));
    }

    @Override
    public BitSet sinks(Selection.Sinks sinks) {
        return graph.sinksOf(sinks.of().accept(this));
    }

    @Override
    public BitSet between(Selection.Between between) {
        var path = graph.downstream(between.from().accept(this), Selection.Traversal.ALL);
        path.and(graph.upstream(between.to().accept(this), Selection.Traversal.ALL));
        path.and(materializable);
        return path;
    }

    @Override
    public BitSet attribute(Selection.Attribute attribute) {
        return switch (attribute.name()) {
            case KEY -> keys(attribute.value().orElse(""));
            case GROUP ->
                matching(asset -> attribute
                        .value()
                        .filter(value -> matches(value, asset.group()))
                        .isPresent());
            case TAG -> matching(tags(attribute));
            case OWNER -> matching(asset -> holds(attribute, asset.owners()));
            case KIND -> matching(asset -> holds(attribute, asset.kinds()));
            case COLUMN -> matching(asset -> holds(attribute, columns(asset)));
            case CHECK ->
                matching(asset -> holds(
                        attribute,
                        graph.checksOf(asset.key()).stream()
                                .map(check -> check.name())
                                .toList()));
            case CODE_LOCATION ->
                matching(asset -> holds(
                        attribute,
                        Stream.of(asset.codeLocation())
                                .filter(text -> !text.isEmpty())
                                .toList()));
            case PARTITIONS -> {
                var kind = attribute.value().orElse("none");
                yield matching(asset -> kind(asset.partitions()).equals(kind));
            }
            case IS -> {
                boolean wanted = attribute.value().equals(Optional.of("materializable"));
                yield matching(asset -> asset.nature().isMaterializable() == wanted);
            }
            case STATUS,
                    COLUMN_TAG,
                    TABLE_NAME,
                    CHANGED,
                    CHANGED_IN_BRANCH,
                    RUN,
                    FRESHNESS,
                    SENSOR,
                    SCHEDULE,
                    JOB,
                    AUTOMATION_TYPE,
                    NOT_MATERIALIZED_IN_HOURS,
                    STALE_BECAUSE -> {
                var fact = facts.matching(attribute);
                yield matching(asset -> fact.test(asset.key()));
            }
        };
    }

    /** A key is named on purpose, so that it is found also where sources are left out. */
    private BitSet keys(String key) {
        var numbers = new BitSet();
        if (key.indexOf('*') < 0) {
            var exact = AssetKey.parse(key);
            if (graph.contains(exact)) {
                numbers.set(graph.numberOf(exact));
            }
            return numbers;
        }
        for (int i = 0; i < graph.size(); i++) {
            numbers.set(i, matches(key, graph.at(i).key().text()));
        }
        return numbers;
    }

    private BitSet matching(Predicate<AssetDefinition> predicate) {
        var numbers = new BitSet();
        universe.stream().filter(i -> predicate.test(graph.at(i))).forEach(numbers::set);
        return numbers;
    }

    private static boolean holds(Selection.Attribute attribute, Collection<String> texts) {
        return attribute
                .value()
                .map(value -> texts.stream().anyMatch(text -> matches(value, text)))
                .orElseGet(texts::isEmpty);
    }

    private static Predicate<AssetDefinition> tags(Selection.Attribute attribute) {
        return attribute
                .value()
                .<Predicate<AssetDefinition>>map(key -> asset -> asset.tags().entrySet().stream()
                        .anyMatch(tag -> matches(key, tag.getKey()) && matches(attribute.detail(), tag.getValue())))
                .orElse(asset -> asset.tags().isEmpty());
    }

    private static List<String> columns(AssetDefinition asset) {
        return asset.value() instanceof ValueType.Rows rows
                ? rows.columns().stream().map(column -> column.name()).toList()
                : List.of();
    }

    private static String kind(Optional<PartitionsDefinition> partitions) {
        return partitions
                .map(definition -> definition.accept(new PartitionsDefinition.Visitor<String>() {
                    @Override
                    public String fixed(StaticPartitionsDefinition fixed) {
                        return "static";
                    }

                    @Override
                    public String timeWindows(TimeWindowPartitionsDefinition windows) {
                        return "time";
                    }

                    @Override
                    public String dynamic(DynamicPartitionsDefinition dynamic) {
                        return "dynamic";
                    }

                    @Override
                    public String multi(MultiPartitionsDefinition multi) {
                        return "multipartitions";
                    }
                }))
                .orElse("none");
    }

    /** Whether a pattern, in which a star is any run of characters, matches the whole text; linear but for the last star's second tries. */
    static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
