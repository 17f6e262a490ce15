package dev.weft.processor;

import static dev.weft.processor.Rule.rule;

import java.util.List;

/** What may be checked. */
final class RulesOfChecks {

    static final List<Rule> ALL = List.of(
            rule(
                    "a check",
                    "@AssetCheck CheckResult c(List<Row> rows, AssetContext context, @LastGood List<Row> before) { return CheckResult.pass(); }",
                    ""),
            rule(
                    "a check without result",
                    "@AssetCheck void c(List<Row> rows) {}",
                    "a check returns CheckResult, found void"),
            rule(
                    "a check without asset",
                    "@AssetCheck CheckResult c() { return null; }",
                    "a check's first parameter names the asset that it checks; it has none"),
            rule(
                    "a check of nothing",
                    "@AssetCheck CheckResult c(List<Row> rws) { return null; }",
                    "The check c is for p/rws, which is not an asset. Did you mean p/rows?"),
            rule(
                    "a check's first is no value",
                    "@AssetCheck CheckResult c(AssetContext context, List<Row> rows) { return null; }",
                    "a check's first parameter is the value of the asset that it checks, found AssetContext"),
            rule(
                    "a check's first is optional",
                    "@AssetCheck CheckResult c(Optional<List<Row>> rows) { return null; }",
                    "is the very value that is checked"),
            rule(
                    "a check's first is mapped",
                    "@AssetCheck CheckResult c(@AllPartitions List<Row> days) { return null; }",
                    "is the very value that is checked"),
            rule(
                    "a check of another type",
                    "@AssetCheck CheckResult c(String one) { return null; }",
                    "the check p/one:c reads p/one as String, but it is int"),
            rule(
                    "two checks of a name",
                    "@AssetCheck CheckResult c(int one) { return null; } @AssetCheck(name = \"c\") CheckResult d(int one) { return null; }",
                    "p/one has two checks named c"),
            rule(
                    "the last good one with a name",
                    "@AssetCheck CheckResult c(int one, @LastGood @From(\"p/one\") int before) { return null; }",
                    "@LastGood is the checked asset itself"));

    private RulesOfChecks() {}
}
