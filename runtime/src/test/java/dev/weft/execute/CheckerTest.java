package dev.weft.execute;

import static dev.weft.execute.LabInstance.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.Severity;
import dev.weft.event.EventBody;
import dev.weft.plan.Traces;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckerTest extends LabTest {

    @Test
    void checksRunAloneOnWhatIsPublishedAndAreRecorded() throws InterruptedException {
        Lab.BEHAVIOUR.put("guarded", () -> "good");
        lab.materialize("guarded");
        Lab.CALLS.clear();
        var heard = new ArrayList<EventBody.CheckEvaluated>();

        var results = checker().check(List.of(key("guarded"), key("top")), Optional.empty(), heard::add);

        assertThat(results).hasSize(2).first().satisfies(result -> {
            assertThat(result.check()).isEqualTo("good");
            assertThat(result.blocking()).isTrue();
            assertThat(result.result().severity()).isEqualTo(Severity.PASS);
            assertThat(result.versionId())
                    .isEqualTo(lab.latest("guarded").orElseThrow().stored().versionId());
        });
        assertThat(heard).isEqualTo(results);
        assertThat(Lab.CALLS).as("only checks").containsExactly("grew");
        assertThat(lab.catalog().checks(key("guarded"), 5)).hasSize(2);
    }

    @Test
    void theLastGoodVersionIsTheOneBefore() throws InterruptedException {
        Lab.BEHAVIOUR.put("guarded", () -> "good");
        lab.materialize("guarded");

        assertThat(message("grew")).isEqualTo("good after nothing");

        lab.run(lab.plan(dev.weft.plan.PlanRequest.Force.ALL, "guarded"), LabInstance.id(), new RunListener() {});
        assertThat(message("grew")).isEqualTo("good after good");
    }

    @Test
    void whatHasNoVersionIsLeftOut() {
        assertThat(checker().check(List.of(key("guarded")), Optional.empty(), result -> {}))
                .isEmpty();
    }

    @Test
    void aCheckThatThrowsHasFailed() throws InterruptedException {
        Lab.BEHAVIOUR.put("guarded", () -> "good");
        lab.materialize("guarded");
        Lab.BEHAVIOUR.put("grew", () -> {
            throw new java.io.IOException("no disk");
        });

        assertThat(message("grew")).isEqualTo("the check threw java.io.IOException: no disk");
    }

    private String message(String check) {
        return checker().check(List.of(key("guarded")), Optional.empty(), result -> {}).stream()
                .filter(result -> result.check().equals(check))
                .findFirst()
                .orElseThrow()
                .result()
                .message();
    }

    private Checker checker() {
        return new Checker(lab.setup(), new Traces(lab.graph(), Instant.now()));
    }
}
