package dev.weft.execute;

import static dev.weft.execute.LabInstance.id;
import static dev.weft.execute.LabInstance.key;
import static dev.weft.execute.LabInstance.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.asset.AssetPartition;
import dev.weft.event.EventBody;
import dev.weft.plan.PlanRequest;
import dev.weft.run.RunStatus;
import dev.weft.run.StepStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a step reads while others change it, and what is gone. */
@Timeout(60)
@SuppressWarnings("InterruptedExceptionSwallowed") // a test that is interrupted has failed
class WhatStepsReadTest extends LabTest {

    @Test
    void externalDataThatChangesWhileItIsReadIsReadAgain() throws Exception {
        Lab.BEHAVIOUR.put("drop", () -> "v1");
        observe("v1");
        var tries = new AtomicInteger();
        Lab.BEHAVIOUR.put("reads_drop", () -> {
            if (tries.incrementAndGet() == 1) {
                Lab.BEHAVIOUR.put("drop", () -> "v2");
            }
            return "read";
        });
        var run = id();

        var result = run(plan(PlanRequest.Force.NONE, "reads_drop"), run, listener());

        assertThat(words(result)).containsEntry("lab/reads_drop", StepStatus.SUCCEEDED);
        assertThat(tries).hasValue(2);
        assertThat(catalog.steps(run).get(0).attempts()).isEqualTo(2);
        var trace = lab.latest("reads_drop").orElseThrow().trace();
        assertThat(trace.inputs())
                .singleElement()
                .satisfies(input -> assertThat(input.dataVersion()).contains(dev.weft.api.DataVersion.of("v2")));
        assertThat(plan(PlanRequest.Force.NONE, "reads_drop").isEmpty())
                .as("what was seen is recorded")
                .isTrue();
    }

    @Test
    void externalDataThatNeverHoldsStillFailsTheStep() throws Exception {
        observe("0");
        var count = new AtomicInteger();
        Lab.BEHAVIOUR.put("drop", () -> "v" + count.incrementAndGet());
        var run = id();

        assertThat(words(run(plan(PlanRequest.Force.NONE, "reads_drop"), run, listener())))
                .containsEntry("lab/reads_drop", StepStatus.FAILED);
        assertThat(catalog.steps(run).get(0).reason()).contains("lab/drop changed while it was read");
        assertThat(lab.latest("reads_drop")).isEmpty();
    }

    @Test
    void inputsThatKnowDifferentVersionsOfOneAncestorAreFlagged() throws Exception {
        run(plan(PlanRequest.Force.NONE, "top", "left", "right", "bottom"));
        assertThat(lab.latest("bottom").orElseThrow().flags()).isEmpty();
        Lab.BEHAVIOUR.put("top", () -> "new");
        run(plan(PlanRequest.Force.ALL, "top"));
        run(plan(PlanRequest.Force.ALL, "left"));

        run(plan(PlanRequest.Force.ALL, "bottom"));

        assertThat(lab.latest("bottom").orElseThrow().flags()).containsExactly("mixed inputs");
    }

    @Test
    void aLostInputIsRecordedAndNamed() throws Exception {
        run(plan(PlanRequest.Force.NONE, "top"));
        var plan = plan(PlanRequest.Force.NONE, "left");
        deleteAll();
        var run = id();

        assertThat(run(plan, run, listener()).status()).isEqualTo(RunStatus.FAILED);
        assertThat(catalog.steps(run).get(0).reason()).startsWith("lab/top is lost");
        assertThat(catalog.state(Set.of(key("top")))
                        .of(AssetPartition.of(key("top")))
                        .latest())
                .isEmpty();
    }

    @Test
    void whatACheckReadsIsMadeBeforeWhatItChecks() throws Exception {
        Lab.BEHAVIOUR.put("a_book", () -> "7");
        Lab.BEHAVIOUR.put("z_count", () -> "7");
        run(plan(PlanRequest.Force.NONE, "a_book", "z_count"));
        Lab.BEHAVIOUR.put("a_book", () -> "8");
        Lab.BEHAVIOUR.put("z_count", () -> "8");
        Lab.CALLS.clear();

        var result = run(plan(PlanRequest.Force.ALL, "a_book", "z_count"));

        assertThat(words(result)).containsEntry("lab/a_book", StepStatus.SUCCEEDED);
        assertThat(Lab.CALLS).containsExactly("z_count", "a_book");
    }

    private void observe(String version) {
        catalog.record(
                        java.util.Optional.empty(),
                        List.of(new EventBody.Observation(
                                LabInstance.what("drop"), dev.weft.api.DataVersion.of(version), Map.of())))
                .join();
    }

    private void deleteAll() throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                var view = file.toFile();
                view.setWritable(true);
                if (!file.equals(folder)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
