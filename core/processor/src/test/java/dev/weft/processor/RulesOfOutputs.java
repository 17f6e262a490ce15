package dev.weft.processor;

import static dev.weft.processor.Rule.rule;

import java.util.List;

/** What one method may make. */
final class RulesOfOutputs {

    static final List<Rule> ALL = List.of(
            rule(
                    "outputs",
                    "@Outputs record O(List<Row> good, Optional<List<Row>> bad) {} @Asset O x() { return null; }",
                    ""),
            rule("outputs are no class", "@Outputs static class O {}", "O is marked @Outputs but is no record"),
            rule(
                    "optional outputs",
                    "@Outputs record O(int a) {} @Asset Optional<O> x() { return null; }",
                    "it returns an Optional of an @Outputs record"),
            rule(
                    "outputs twice",
                    "@Outputs record O(int a, @Asset(name = \"a\") int b) {} @Asset O x() { return null; }",
                    "are the same asset"),
            rule(
                    "outputs with a name",
                    "@Outputs record O(int a) {} @Asset(name = \"y\") O x() { return null; }",
                    "so it has no name of its own"),
            rule("no output", "@Outputs record O() {} @Asset O x() { return null; }", "O has no component"),
            rule(
                    "rows of outputs",
                    "@Outputs record O(int a) {} @Asset List<O> x() { return null; }",
                    "O is an @Outputs record: it is no row"),
            rule(
                    "two outputs that are files",
                    "@Outputs record O(dev.weft.api.Files a, dev.weft.api.Files b) {} @Asset O x(Staging out) { return null; }",
                    "2 of its outputs are Files, and it has one Staging place"),
            rule(
                    "outputs as input",
                    "@Outputs record O(int a) {} @Asset O x() { return null; } @Asset int y(O x) { return 1; }",
                    "O x -> T.y, parameter 1: O is an @Outputs record"),
            rule(
                    "writers",
                    "@Asset void split(Stream<Row> rows, Writer<Row> good, Writer<Half> bad) {} @Asset int y(List<Row> good, List<Half> bad) { return 1; }",
                    ""),
            rule(
                    "a writer and a value",
                    "@Asset int split(Writer<Row> good) { return 1; }",
                    "it has Writer parameters, so what it makes is what it writes"),
            rule(
                    "a writer of words",
                    "@Asset void split(Writer<String> good) {}",
                    "a Writer takes records, found String"));

    private RulesOfOutputs() {}
}
