package dev.weft.processor;

import static dev.weft.processor.Rule.rule;

import java.util.List;

/** What has partitions, and which of them is read. */
final class RulesOfPartitions {

    static final List<Rule> ALL = List.of(
            rule(
                    "two kinds of partitions",
                    "@Asset @StaticPartitions(\"a\") @DailyPartitions(start = \"2024-01-01\") int x() { return 1; }",
                    "has 2 kinds of partitions; keep one"),
            rule(
                    "the times of an expression",
                    "@Asset @CronPartitions(value = \"0 6 * * *\", start = \"2024-01-01\") int x() { return 1; }",
                    "x: is sliced by windows of a cron expression, which this version of Weft cannot do yet. Take hours, days, weeks or months"),
            rule(
                    "keys that are added",
                    "@Asset @DynamicPartitions(\"shops\") int x() { return 1; }",
                    "x: is sliced by keys that are added later, which this version of Weft cannot do yet. Take keys that are known, as @StaticPartitions"),
            rule(
                    "a dimension of keys that are added",
                    "@Asset @MultiPartitions({@MultiPartitions.Dimension(name = \"a\", keys = \"k\"), @MultiPartitions.Dimension(name = \"b\", dynamic = \"shops\")}) int x() { return 1; }",
                    "x: is sliced by keys that are added later, which this version of Weft cannot do yet. Take keys = {…}"),
            rule(
                    "two mappings",
                    "@Asset int x(@AllPartitions @LastPartition List<Row> days) { return 1; }",
                    "has 2 annotations that say which partitions it reads"),
            rule(
                    "an ambiguous mapping",
                    "@Asset @StaticPartitions({\"x\", \"y\"}) int x(int shops) { return 1; }",
                    "int shops -> p/x reads p/shops: The upstream has partitions",
                    "no mapping between them is obvious"),
            rule(
                    "a mapping of what has no partitions",
                    "@Asset int x(@AllPartitions List<Row> rows) { return 1; }",
                    "but the upstream has none. Remove the annotation"),
            rule(
                    "a partition that is none",
                    "@Asset int x(@Partitions(\"c\") int shops) { return 1; }",
                    "c is not a partition of the upstream"),
            rule("rows of several partitions", "@Asset int x(List<Row> days) { return 1; }", ""),
            rule(
                    "a value of several partitions",
                    "@Asset int x(int count) { return 1; }",
                    "int count -> p/x reads several partitions of p/count, and only rows of several can be put together. Take Map<PartitionKey, int>"),
            rule("a value of the last partition", "@Asset int x(@LastPartition int count) { return 1; }", ""),
            rule("values by partition", "@Asset int x(Map<PartitionKey, Integer> count) { return 1; }", ""),
            rule(
                    "by partition of what has none",
                    "@Asset int x(Map<PartitionKey, Integer> one) { return 1; }",
                    "reads p/one by partition, but it has no partitions. Take Integer"),
            rule(
                    "a month's values of days",
                    "@Asset @MonthlyPartitions(start = \"2024-01\") int x(int count) { return 1; }",
                    "reads several partitions of p/count"),
            rule(
                    "a window",
                    "@Asset @DailyPartitions(start = \"2024-01-01\") int x(@Window(from = -6, to = 0) int count) { return 1; }",
                    "reads several partitions of p/count"),
            rule(
                    "an empty window",
                    "@Asset @DailyPartitions(start = \"2024-01-01\") int x(@Window(from = 1, to = 0) int count) { return 1; }",
                    "from may not be after to"),
            rule(
                    "itself",
                    "@Asset @DailyPartitions(start = \"2024-01-01\") int x(int x) { return 1; }",
                    "reads p/x, which the same method makes. Read an earlier partition"),
            rule(
                    "itself, not optional",
                    "@Asset @DailyPartitions(start = \"2024-01-01\") int x(@Previous int x) { return 1; }",
                    "the first one does not have. Take Optional<int>"),
            rule(
                    "itself, yesterday",
                    "@Asset @DailyPartitions(start = \"2024-01-01\") int x(@Previous Optional<Integer> x) { return 1; }",
                    ""),
            rule(
                    "a circle",
                    "@Asset int x(int y) { return 1; } @Asset int y(int x) { return 1; }",
                    "These assets wait for each other: p/x → p/y → p/x"),
            rule(
                    "a column without partitions",
                    "@Asset(partitionColumn = \"day\") int x() { return 1; }",
                    "it has a partitionColumn but no partitions"));

    private RulesOfPartitions() {}
}
