package dev.weft.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/states.md} is drawn from the tables; {@code -Dweft.rewrite=true} writes it anew. */
class StatesPageTest {

    private static final Path PAGE = Path.of("..", "docs", "states.md");

    @Test
    void thePageShowsTheTablesAsTheyAre() throws IOException {
        var page = """
                # States of runs and steps

                Drawn from the tables `RunEvent.TABLE` and `StepEvent.TABLE`, which the code asks before it changes a state; a test compares this page
                with them (`-Dweft.rewrite=true` writes it anew). What the words mean: [running](running.md).

                ## A run

                %s
                ## A step

                %s""".formatted(section(RunEvent.TABLE), section(StepEvent.TABLE));
        if (Boolean.getBoolean("weft.rewrite")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).as("-Dweft.rewrite=true writes it anew").hasContent(page);
    }

    private static <S extends Enum<S>, E extends Enum<E>> String section(StateTable<S, E> table) {
        var rows = table.rows().stream()
                .map(row -> "| %s | %s | %s |\n".formatted(words(row.from()), words(row.event()), words(row.to())))
                .collect(Collectors.joining());
        return "```mermaid\n%s```\n\n| in state | when | becomes |\n|---|---|---|\n%s".formatted(table.mermaid(), rows);
    }

    private static String words(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
