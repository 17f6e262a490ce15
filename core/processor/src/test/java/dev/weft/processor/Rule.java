package dev.weft.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * A rule: the smallest class that breaks it, and what is said of it.
 *
 * @param says its name
 * @param code what is written into a class beside what is there already
 * @param expected parts of what the compiler says; {@code ""} for nothing
 */
record Rule(String says, String code, List<String> expected) {

    private static final String BEFORE = """
            import dev.weft.api.*; import java.util.*; import java.util.stream.*; import java.util.concurrent.*;
            import dev.weft.partition.PartitionSet;
            @Assets(prefix = "p")
            public class T {
                record Row(int id, String name) {}
                record Half(int id) {}
                record More(int id, String nane) {}
                record Other(long id, int name) {}
                @Asset List<Row> rows() { return List.of(); }
                @Asset @DailyPartitions(start = "2024-01-01") List<Row> days() { return List.of(); }
                @Asset @DailyPartitions(start = "2024-01-01") int count() { return 1; }
                @Asset @StaticPartitions({"a", "b"}) int shops() { return 1; }
                @Asset void written() {}
                @Asset int one() { return 1; }
            """;

    static Rule rule(String says, String code, String... expected) {
        return new Rule(says, code, List.of(expected));
    }

    /** Returns a class of this number, under a prefix of its own. */
    String source(int number) {
        return numbered(BEFORE + code + "\n}\n", number);
    }

    void holds(int number, List<String> errors) {
        if (expected.contains("")) {
            assertThat(errors).isEmpty();
        } else {
            assertThat(errors).isNotEmpty();
            assertThat(String.join("\n", errors))
                    .contains(expected.stream()
                            .map(text -> numbered(text, number))
                            .toList());
        }
    }

    private static String numbered(String text, int number) {
        return text.replaceAll("\\bT\\b", "T" + number)
                .replace("p/", "p" + number + "/")
                .replace("\"p\"", "\"p" + number + "\"");
    }
}
