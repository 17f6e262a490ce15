package dev.weft.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.asset.AssetKey;
import dev.weft.graph.AssetGraph;
import dev.weft.graph.Assets;
import dev.weft.selection.Selection.Traversal;
import dev.weft.selection.SelectionSyntaxException.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {

    private static final AssetGraph GRAPH = Assets.graph("raw -> sales/orders -> report, raw -> audit, report -> mail");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* | audit mail raw report sales/orders",
                "report | report",
                "sales/orders | sales/orders",
                "\"sales/orders\" | sales/orders",
                "sales/* | sales/orders",
                "*/orders | sales/orders",
                "r*t | report",
                "key:r* | raw report",
                "+report | raw report sales/orders",
                "1+report | report sales/orders",
                "raw+1 | audit raw sales/orders",
                "raw + 1 | audit raw sales/orders",
                "1+report+1 | mail report sales/orders",
                "++report | raw report sales/orders",
                "*report | raw report sales/orders",
                "report* | mail report",
                "*sales/orders* | mail raw report sales/orders",
                "raw, mail or report | mail raw report",
                "not raw and not mail | audit report sales/orders",
                "not (raw or mail) | audit report sales/orders",
                "NOT not raw | raw",
                "raw or audit and mail | raw",
                "roots(raw or report) | raw",
                "sinks(raw or report or audit) | audit report",
                "between(raw, report) | raw report sales/orders",
                "between((raw, audit), report) | raw report sales/orders",
                "(*)+ and not raw+ | ''",
                "status:failed or raw | raw",
                "stale_because(code_changed) | ''",
                "key:status | ''",
                "nothing | ''"
            })
    void resolves(String selection, String keys) {
        assertThat(Selection.parse(selection).resolve(GRAPH, SelectionFacts.NONE).stream()
                        .map(AssetKey::text)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(keys);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | 1 | The end was not expected",
                "+ | 2 | The end was not expected",
                "*+ | 2 | There could stand: and, or, a comma, the end",
                "+* | 2 | \"*\" was not expected",
                "**key:a | 1 | **key is not an attribute",
                "not | 4 | There could stand",
                "key:a key:b | 7 | \"key\" was not expected at column 7 of the selection key:a key:b. There could stand: and, or, a comma, the end.",
                "key:a and and | 11 | \"and\" was not expected",
                "key:a and | 10 | The end was not expected",
                "sinks | 1 | sinks is a function",
                "owner | 1 | owner is an attribute at column 1 of the selection owner. There could stand: owner:VALUE, key:owner",
                "tag:foo= | 9 | a value",
                "owner:a@b.example | 8 | \"@\" was not expected",
                "owner:<none> | 7 | <null>",
                "key:<fake> | 5 | a value",
                "key:<null> | 5 | a value",
                "(a | 3 | and, or, a comma, )",
                "group:\"a | 9 | quotation mark",
                "colour:red | 1 | colour is not an attribute",
                "nodes(a) | 1 | nodes is not a function",
                "between(a) | 10 | a comma",
                "2 | 2 | +",
                "2a | 1 | in quotation marks",
                "99999999999+a | 1 | too large",
                "not_materialized_in_hours:soon | 27 | a number of hours"
            })
    void aSyntaxErrorPointsAtTheColumnAndSaysWhatCouldStandThere(String selection, int column, String message) {
        var error = catchThrowableOfType(SelectionSyntaxException.class, () -> Selection.parse(selection));

        assertThat(error).hasMessageContaining(message);
        assertThat(error.column()).isEqualTo(column);
        assertThat(error.reason()).isEqualTo(Reason.GRAMMAR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"is:observable", "partitions:weekly", "key:\"a//b\"", "a/"})
    void aRefusedValueIsToldApart(String selection) {
        var error = catchThrowableOfType(SelectionSyntaxException.class, () -> Selection.parse(selection));

        assertThat(error.reason()).isEqualTo(Reason.VALUE);
    }

    @Test
    void deepNestingIsRefused() {
        var error = catchThrowableOfType(
                SelectionSyntaxException.class, () -> Selection.parse("(".repeat(5000) + "a" + ")".repeat(5000)));

        assertThat(error).hasMessageContaining("200 levels");
    }

    @Test
    void aLongListOfKeysIsNoDeepTree() {
        var text = IntStream.range(0, 20_000).mapToObj(i -> "key:k" + i).collect(Collectors.joining(" or "));

        assertThat(Selection.parse(text)).hasToString(text);
    }

    @Test
    void unknownKeysAreThoseWrittenInFull() {
        assertThat(Selection.parse("raw or +reprot or x* or y/* or key:\"no/where\"")
                        .unknownKeys(GRAPH))
                .map(AssetKey::text)
                .containsExactly("reprot", "x", "no/where");
    }

    @Test
    void factsAnswerWhatTheGraphCannot() {
        SelectionFacts facts = attribute -> key -> attribute.name() == AttributeName.STATUS
                && attribute.value().equals(Optional.of("failed"))
                && key.name().equals("mail");

        assertThat(Selection.parse("+status:failed and not *report*").resolve(GRAPH, facts))
                .isEmpty();
        assertThat(Selection.parse("status:failed").resolve(GRAPH, facts)).containsExactly(AssetKey.parse("mail"));
    }

    static IntStream seeds() {
        return IntStream.range(0, 500);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsPrintedParsesToTheSameSelection(int seed) {
        var selection = anySelection(new Random(seed), 1 + seed / 100);

        assertThat(Selection.parse(selection.toString())).isEqualTo(selection);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void resolvingAgreesWithTheNaiveWay(int seed) {
        var random = new Random(seed);
        var graph = AssetGraph.of(Assets.random(random, 1 + seed / 20, 3), List.of());
        var selection = anySelection(random, 1 + seed / 100);

        assertThat(selection.resolve(graph, SelectionFacts.NONE))
                .as(selection + "\n" + graph)
                .isEqualTo(selection.accept(new Naive(graph)));
    }

    private static Selection anySelection(Random random, int depth) {
        int choice = depth == 0 ? random.nextInt(3) : random.nextInt(10);
        return switch (choice) {
            case 0 -> new Selection.All();
            case 1 -> new Selection.Attribute(AttributeName.KEY, Optional.of("k" + random.nextInt(20)), "");
            case 2 -> anyAttribute(random);
            case 3, 4 -> new Traversal(anySelection(random, depth - 1), steps(random, 3), steps(random, 0));
            case 5 -> new Selection.Not(anySelection(random, depth - 1));
            case 6 -> new Selection.And(several(random, depth - 1));
            case 7 -> new Selection.Or(several(random, depth - 1));
            case 8 ->
                random.nextBoolean()
                        ? new Selection.Roots(anySelection(random, depth - 1))
                        : new Selection.Sinks(anySelection(random, depth - 1));
            default -> new Selection.Between(anySelection(random, depth - 1), anySelection(random, depth - 1));
        };
    }

    private static Selection anyAttribute(Random random) {
        var names = List.of(AttributeName.values());
        var name = names.get(random.nextInt(names.size()));
        if (name == AttributeName.KEY) {
            return new Selection.Attribute(name, Optional.of("k*" + random.nextInt(10)), "");
        }
        if (name == AttributeName.NOT_MATERIALIZED_IN_HOURS) {
            return new Selection.Attribute(name, Optional.of("24"), "");
        }
        if (name.canBeAbsent() && random.nextInt(4) == 0) {
            return new Selection.Attribute(name, Optional.empty(), "");
        }
        var values = name.onlyValues().isEmpty() ? List.of("a", "<null>", "a b", "1-2", "default") : name.onlyValues();
        return new Selection.Attribute(
                name,
                Optional.of(values.get(random.nextInt(values.size()))),
                name.hasDetail() && random.nextBoolean() ? "x=y" : "");
    }

    private static int steps(Random random, int least) {
        int steps = random.nextInt(5) - 1;
        return steps == 3 || (least > 0 && steps < 0) ? Traversal.ALL : steps;
    }

    private static List<Selection> several(Random random, int depth) {
        var parts = new ArrayList<Selection>();
        for (int i = 2 + random.nextInt(2); i > 0; i--) {
            parts.add(anySelection(random, depth));
        }
        return parts;
    }

    /** Sets of keys and one step at a time; knows as many attributes as the random graphs have. */
    private record Naive(AssetGraph graph) implements Selection.Visitor<Set<AssetKey>> {

        @Override
        public Set<AssetKey> all(Selection.All all) {
            return graph.assets().stream().map(asset -> asset.key()).collect(Collectors.toCollection(TreeSet::new));
        }

        @Override
        public Set<AssetKey> attribute(Selection.Attribute attribute) {
            var value = attribute.value().orElse("<null>");
            boolean everywhere = switch (attribute.name()) {
                case TAG, OWNER, KIND, COLUMN, CHECK, CODE_LOCATION ->
                    attribute.value().isEmpty();
                case GROUP -> value.equals("default");
                case IS -> value.equals("materializable");
                case PARTITIONS -> value.equals("none") || value.equals("<null>");
                default -> false;
            };
            var keys = all(new Selection.All());
            if (attribute.name() == AttributeName.KEY) {
                keys.removeIf(key -> !key.text().matches(value.replace("*", ".*")));
                return keys;
            }
            return everywhere ? keys : Set.of();
        }

        @Override
        public Set<AssetKey> traversal(Traversal traversal) {
            var start = traversal.of().accept(this);
            var reached = new HashSet<AssetKey>();
            if (traversal.up() != Traversal.NONE) {
                reached.addAll(walk(start, traversal.up(), true));
            }
            if (traversal.down() != Traversal.NONE) {
                reached.addAll(walk(start, traversal.down(), false));
            }
            return reached;
        }

        private Set<AssetKey> walk(Set<AssetKey> start, int steps, boolean up) {
            var reached = new HashSet<>(start);
            for (int i = 0; i < Math.min(steps, graph.size()); i++) {
                for (var key : List.copyOf(reached)) {
                    reached.addAll(up ? graph.upstreamOf(key) : graph.downstreamOf(key));
                }
            }
            return reached;
        }

        @Override
        public Set<AssetKey> not(Selection.Not not) {
            var rest = all(new Selection.All());
            rest.removeAll(not.of().accept(this));
            return rest;
        }

        @Override
        public Set<AssetKey> and(Selection.And and) {
            var common = all(new Selection.All());
            and.of().forEach(part -> common.retainAll(part.accept(this)));
            return common;
        }

        @Override
        public Set<AssetKey> or(Selection.Or or) {
            var any = new HashSet<AssetKey>();
            or.of().forEach(part -> any.addAll(part.accept(this)));
            return any;
        }

        @Override
        public Set<AssetKey> roots(Selection.Roots roots) {
            return ends(roots.of().accept(this), true);
        }

        @Override
        public Set<AssetKey> sinks(Selection.Sinks sinks) {
            return ends(sinks.of().accept(this), false);
        }

        private Set<AssetKey> ends(Set<AssetKey> members, boolean up) {
            return members.stream()
                    .filter(key -> (up ? graph.ancestorsOf(key) : graph.descendantsOf(key))
                            .stream().noneMatch(members::contains))
                    .collect(Collectors.toSet());
        }

        @Override
        public Set<AssetKey> between(Selection.Between between) {
            var path = walk(between.from().accept(this), Traversal.ALL, false);
            path.retainAll(walk(between.to().accept(this), Traversal.ALL, true));
            return path;
        }
    }
}
