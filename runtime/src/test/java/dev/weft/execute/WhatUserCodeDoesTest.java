package dev.weft.execute;

import static dev.weft.execute.LabInstance.id;
import static dev.weft.execute.LabInstance.step;
import static dev.weft.execute.LabInstance.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.plan.PlanRequest;
import dev.weft.run.RunStatus;
import dev.weft.run.StepStatus;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is kept of what user code throws, returns and prints. */
@Timeout(60)
@SuppressWarnings("InterruptedExceptionSwallowed") // a test that is interrupted has failed
class WhatUserCodeDoesTest extends LabTest {

    @Test
    void aStepThatFailsEachTimeFailsWithTheUsersFrames() throws Exception {
        Lab.BEHAVIOUR.put("flaky", () -> {
            throw new IOException("never");
        });
        var run = id();

        assertThat(run(plan(PlanRequest.Force.NONE, "flaky"), run, listener()).status())
                .isEqualTo(RunStatus.FAILED);
        assertThat(Lab.CALLS).hasSize(3);
        assertThat(catalog.steps(run).get(0).reason())
                .contains("java.io.IOException: never", "Lab.flaky(")
                .doesNotContain("dev.weft.execute.Attempt", "jdk.internal");
    }

    @Test
    void anErrorOfTheMachineFailsTheStepAndNotTheProcess() throws Exception {
        Lab.BEHAVIOUR.put("top", () -> {
            throw new OutOfMemoryError("a test's");
        });

        assertThat(words(run(plan(PlanRequest.Force.NONE, "top", "flaky"))))
                .containsEntry("lab/top", StepStatus.FAILED)
                .containsEntry("lab/flaky", StepStatus.SUCCEEDED);
    }

    @Test
    void nullIsAFailureThatSaysSo() throws Exception {
        Lab.BEHAVIOUR.put("top", Lab::nothing);
        var run = id();

        assertThat(run(plan(PlanRequest.Force.NONE, "top"), run, listener()).status())
                .isEqualTo(RunStatus.FAILED);
        assertThat(catalog.steps(run).get(0).reason()).contains("Lab.top returned null");
    }

    @Test
    void onlyTheExceptionsThatRetryNamesAreTriedAgain() throws Exception {
        assertThat(triesAfter(() -> new IOException("away"))).isEqualTo(3);
        assertThat(triesAfter(() -> new java.io.UncheckedIOException(new IOException("wrapped"))))
                .isEqualTo(3);
        assertThat(triesAfter(() -> new IllegalArgumentException("wrong"))).isEqualTo(1);
        assertThat(triesAfter(Lab.Closed::new)).isEqualTo(1);
    }

    private int triesAfter(java.util.function.Supplier<Exception> error) throws Exception {
        Lab.CALLS.clear();
        Lab.BEHAVIOUR.put("choosy", () -> {
            throw error.get();
        });
        assertThat(words(run(plan(PlanRequest.Force.NONE, "choosy")))).containsEntry("lab/choosy", StepStatus.FAILED);
        return Lab.CALLS.size();
    }

    @Test
    void whatAStepPrintsIsKeptWithIt() throws Exception {
        Lab.BEHAVIOUR.put("top", () -> {
            System.out.println("hello from a step");
            return "top";
        });
        var run = id();

        run(plan(PlanRequest.Force.NONE, "top"), run, listener());

        assertThat(catalog.log(run, step("top"))).contains("hello from a step");
    }
}
