package dev.weft.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StateTableTest {

    @Test
    void stepsLeaveEveryStateButTheTerminalOnes() {
        for (var row : StepEvent.TABLE.rows()) {
            assertThat(row.from().isTerminal()).as("%s", row).isFalse();
        }
        assertThat(reached(StepEvent.TABLE, StepStatus.class)).containsExactlyInAnyOrder(StepStatus.values());
    }

    @Test
    void runsLeaveEveryStateButTheTerminalOnes() {
        for (var row : RunEvent.TABLE.rows()) {
            assertThat(row.from().isTerminal()).as("%s", row).isFalse();
        }
        assertThat(reached(RunEvent.TABLE, RunStatus.class)).containsExactlyInAnyOrder(RunStatus.values());
    }

    @Test
    void everyEventLeadsSomewhere() {
        assertThat(StepEvent.TABLE.rows())
                .extracting(StateTable.Row::event)
                .containsAll(Arrays.asList(StepEvent.values()));
        assertThat(RunEvent.TABLE.rows())
                .extracting(StateTable.Row::event)
                .containsAll(Arrays.asList(RunEvent.values()));
    }

    @Test
    void anEventThatMayNotHappenIsRefused() {
        assertThat(StepEvent.TABLE.next(StepStatus.SUCCEEDED, StepEvent.CANCEL)).isEmpty();
        assertThatThrownBy(() -> StepEvent.TABLE.take(StepStatus.SUCCEEDED, StepEvent.CANCEL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cancel may not happen in state succeeded");
    }

    @Test
    void aDiagramHasALineForEachRow() {
        assertThat(RunEvent.TABLE.mermaid()).isEqualTo("""
                        stateDiagram-v2
                            [*] --> QUEUED
                            QUEUED --> RUNNING : admit
                            QUEUED --> CANCELLED : stop
                            RUNNING --> SUCCEEDED : end well
                            RUNNING --> FAILED : end badly
                            RUNNING --> CANCELLING : cancel
                            CANCELLING --> CANCELLED : stop
                            QUEUED --> FAILED : orphan
                            RUNNING --> FAILED : orphan
                            CANCELLING --> FAILED : orphan
                        """);
    }

    private static <S extends Enum<S>, E extends Enum<E>> Set<S> reached(StateTable<S, E> table, Class<S> states) {
        var seen = EnumSet.noneOf(states);
        var todo = new ArrayDeque<>(Set.of(table.initial()));
        while (!todo.isEmpty()) {
            var state = todo.poll();
            if (seen.add(state)) {
                table.rows().stream().filter(row -> row.from() == state).forEach(row -> todo.add(row.to()));
            }
        }
        return seen;
    }
}
