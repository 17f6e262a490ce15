package dev.weft.processor;

import static dev.weft.processor.Rule.rule;

import java.util.List;

/** What a parameter may be, and what fits the value that it reads. */
final class RulesOfReading {

    static final List<Rule> ALL = List.of(
            // parameters
            rule(
                    "an unknown upstream",
                    "@Asset int x(List<Row> rws) { return 1; }",
                    "List<Row> rws -> p/x reads p/rws, which is not an asset. Did you mean p/rows?"),
            rule(
                    "an unknown upstream by @From",
                    "@Asset int x(@From(\"q/rows\") List<Row> r) { return 1; }",
                    "reads q/rows, which is not an asset."),
            rule(
                    "another prefix is not searched",
                    "@Asset int x(@From(\"rows\") List<Row> r) { return 1; }",
                    "reads rows, which is not an asset."),
            rule("raw list", "@Asset int x(List rows) { return 1; }", "List rows -> T.x, parameter 1: List is raw"),
            rule("raw handle", "@Asset int x(Upstream rows) { return 1; }", "Upstream is raw"),
            rule("raw optional", "@Asset int x(Optional rows) { return 1; }", "Optional is raw"),
            rule(
                    "super wildcard",
                    "@Asset int x(List<? super Row> rows) { return 1; }",
                    "has no type that can be read"),
            rule("extends wildcard is the bound", "@Asset int x(List<? extends Row> rows) { return 1; }", ""),
            rule(
                    "nested wrappers",
                    "@Asset int x(Upstream<Optional<Row>> rows) { return 1; }",
                    "stands outermost or not at all"),
            rule(
                    "nested wrappers, the other way",
                    "@Asset int x(Optional<Upstream<Row>> rows) { return 1; }",
                    "stands outermost or not at all"),
            rule(
                    "@Named on data",
                    "@Asset int x(@Named(\"a\") List<Row> rows) { return 1; }",
                    "@Named picks a resource"),
            rule(
                    "@From on a type of Weft",
                    "@Asset int x(@From(\"p/rows\") AssetContext c) { return 1; }",
                    "@From is for upstreams, and AssetContext is none"),
            rule(
                    "a mapping on a type of Weft",
                    "@Asset @DailyPartitions(start = \"2024-01-01\") int x(@Previous PartitionKey day) { return 1; }",
                    "@Previous is for upstreams, and PartitionKey is none"),
            rule(
                    "@LastGood outside of a check",
                    "@Asset int x(@LastGood List<Row> rows) { return 1; }",
                    "@LastGood stands on a check's parameter only"),
            rule(
                    "a partition of an asset without",
                    "@Asset int x(PartitionKey day) { return 1; }",
                    "PartitionKey day -> p/x takes its PartitionKey, but has no partitions"),
            rule(
                    "a window of partitions that are none of time",
                    "@Asset @StaticPartitions(\"a\") int x(TimeWindow w) { return 1; }",
                    "its partitions are no windows of time"),
            rule(
                    "a range of partitions",
                    "@Asset @DailyPartitions(start = \"2024-01-01\") int x(PartitionSet days) { return 1; }",
                    "PartitionSet days -> T.x, parameter 1: steps over a range of partitions (PartitionSet) are not in this version"),
            rule(
                    "a range limit",
                    "@Asset @RangeLimit(3) @DailyPartitions(start = \"2024-01-01\") int x() { return 1; }",
                    "@RangeLimit bounds steps over ranges"),
            rule(
                    "a place without files",
                    "@Asset int x(Staging out) { return 1; }",
                    "it takes a Staging place but returns int"),
            rule(
                    "files without a place",
                    "@Asset dev.weft.api.Files x() { return null; }",
                    "it returns Files, so it takes a Staging parameter"),
            rule("files with a place", "@Asset dev.weft.api.Files x(Staging out) { return out.publish(); }", ""),
            // values
            rule(
                    "void is read as a value",
                    "@Asset int x(int written) { return 1; }",
                    "int written -> p/x reads p/written as int, but it has no value. Read it as Upstream<?>"),
            rule("void is read as a handle", "@Asset int x(Upstream<?> written) { return 1; }", ""),
            rule("Void", "@Asset Void x() { return null; }", "Void is no value: write void"),
            rule("a future", "@Asset CompletableFuture<Integer> x() { return null; }", "is a value that comes later"),
            rule("a stream of words", "@Asset Stream<String> x() { return null; }", "a stream holds rows"),
            rule("a path", "@Asset java.nio.file.Path x() { return null; }", "a bare path is no value"),
            rule("a file", "@Asset java.io.File x() { return null; }", "a bare path is no value"),
            rule("list and stream are alike", "@Asset int x(Stream<Row> rows) { return 1; }", ""),
            rule("fewer columns", "@Asset int x(List<Half> rows) { return 1; }", ""),
            rule(
                    "another column",
                    "@Asset int x(List<More> rows) { return 1; }",
                    "it has no column nane; it has id, name. Did you mean name?"),
            rule(
                    "another type of column",
                    "@Asset int x(List<Other> rows) { return 1; }",
                    "but its column name is String, not int"),
            rule("another type", "@Asset int x(String one) { return 1; }", "reads p/one as String, but it is int"),
            rule("a wider type", "@Asset int x(Integer one) { return 1; }", ""),
            rule(
                    "a secret in a value",
                    "record L(Secret s) {} @Asset L x() { return null; }",
                    "a Secret is never stored"),
            // external data
            rule(
                    "external without a version",
                    "@ExternalAsset String x() { return null; }",
                    "an external asset's method returns DataVersion, found java.lang.String"),
            rule(
                    "external, nothing returned",
                    "@ExternalAsset void x() {}",
                    "an external asset's method returns DataVersion, found void"),
            rule(
                    "external is read as a value",
                    "@ExternalAsset DataVersion x() { return null; } @Asset int y(int x) { return 1; }",
                    "but it has no value. Read it as Upstream<?>"),
            rule(
                    "a wrong refresh",
                    "@Asset @Refresh(every = \"daily\") int x() { return 1; }",
                    "@Refresh(every) is \"daily\", which is no duration"));

    private RulesOfReading() {}
}
