package dev.weft.processor;

import static dev.weft.processor.Rule.rule;

import java.util.List;

/** What may be computed where it is read. */
final class RulesOfViews {

    static final List<Rule> ALL = List.of(
            rule("a view", "@Asset(virtual = true) List<Row> v(List<Row> rows) { return rows; }", ""),
            rule("a view elsewhere", "@Asset(virtual = true) void v(Upstream<?> rows) {}", ""),
            rule(
                    "a view of nothing",
                    "@Asset(virtual = true) int v() { return 1; }",
                    "p/v is virtual, but reads nothing that it could be a view of"),
            rule(
                    "a view that is stored",
                    "@Asset(virtual = true, io = \"lake\") int v(int one) { return 1; }",
                    "it is virtual, so nothing is stored of it. Remove io"),
            rule(
                    "a view with a refresh",
                    "@Asset(virtual = true) @Refresh(every = \"P1D\") int v(int one) { return 1; }",
                    "it is virtual, so it is as new as what it reads. Remove @Refresh"),
            rule(
                    "a view with a timeout",
                    "@Asset(virtual = true) @Timeout(\"PT1M\") int v(int one) { return 1; }",
                    "it is virtual, so it is computed in the steps of its readers. Move @Timeout there"),
            rule(
                    "a view that writes",
                    "@Asset(virtual = true) void v(int one, Writer<Row> out) {}",
                    "it is virtual, and what is written to a Writer is not there to be read. Return the rows"),
            rule(
                    "a view with a context",
                    "@Asset(virtual = true) int v(int one, AssetContext context) { return 1; }",
                    "it is virtual, so it has no step that an AssetContext could belong to"),
            rule(
                    "a view that may skip",
                    "@Asset(virtual = true) Optional<Row> v(int one) { return Optional.empty(); }",
                    "it is virtual, so there is no earlier version that an empty Optional could leave"),
            rule(
                    "a view of its own past",
                    "@Asset(virtual = true) @DailyPartitions(start = \"2024-01-01\") int v(int one, @Previous Optional<Integer> v) { return 1; }",
                    "p/v reads its own earlier partition, but it is virtual"),
            rule(
                    "a check of a view",
                    "@Asset(virtual = true) int v(int one) { return 1; } @AssetCheck CheckResult c(int v) { return CheckResult.pass(); }",
                    "The check c is for p/v, which is virtual: it is computed where it is read"),
            rule(
                    "a view as a relation",
                    "@Asset(virtual = true) List<Row> v(List<Row> rows) { return rows; } @Asset int x(Rows v) { return 1; }",
                    "p/x reads p/v, which is virtual: it is computed where it is read, so there is nothing stored to ask by SQL"));

    private RulesOfViews() {}
}
