package dev.weft.execute;

import static dev.weft.execute.LabInstance.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.run.RunStatus;
import dev.weft.run.StepStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TargetPublicationTest extends LabTest {

    private final TargetStore target = new TargetStore();

    @Override
    @BeforeEach
    void open() {
        super.open();
        lab.keeping(target.over(lab.store()));
    }

    @Test
    void aVersionIsInPlaceBeforeTheCatalogShowsIt() throws InterruptedException {
        var result = lab.materialize("top", "left");

        assertThat(result.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(target.marker(LabInstance.what("left")))
                .contains(lab.latest("left").orElseThrow().stored().versionId());
    }

    @Test
    void whereTheAnswerIsLostTheMarkerTells() throws InterruptedException {
        target.loseAnswers();

        assertThat(words(lab.materialize("top"))).containsEntry("lab/top", StepStatus.SUCCEEDED);
    }

    @Test
    void whoeverFindsAHigherTokenHasBeenTakenOver() throws InterruptedException {
        target.raiseToken(LabInstance.what("top"), Long.MAX_VALUE);

        assertThat(words(lab.materialize("top", "left")))
                .containsEntry("lab/top", StepStatus.FAILED)
                .containsEntry("lab/left", StepStatus.UPSTREAM_FAILED);
        assertThat(lab.latest("top")).isEmpty();
    }

    @Test
    void aStoreOutOfReachLeavesTheStepPublishingUntilTheNextRunHasAsked() throws InterruptedException {
        target.goAwayAfterChange();

        var result = lab.materialize("top", "left");

        assertThat(result.status()).isEqualTo(RunStatus.FAILED);
        assertThat(result.reason()).startsWith("lab/top is not known to be in place");
        assertThat(words(result))
                .containsEntry("lab/top", StepStatus.PUBLISHING)
                .containsEntry("lab/left", StepStatus.UPSTREAM_FAILED);
        assertThat(settle()).contains("still not known");

        target.comeBack();
        assertThat(settle()).contains("it is published now");
        assertThat(lab.latest("top")).isPresent();
        assertThat(lab.catalog().unsettled()).isEmpty();
    }

    @Test
    void whatIsNotInPlaceIsGivenUpAndCannotComeLater() throws InterruptedException {
        target.goAway();
        lab.materialize("top");
        var intent = lab.catalog().unsettled().get(0);
        target.comeBack();

        assertThat(settle()).contains("it is given up");

        var late = intent.intent().materializations().get(0).stored();
        assertThat(target.publish(late, intent.token())).isFalse();
        assertThat(lab.latest("top")).isEmpty();
        assertThat(words(lab.materialize("top"))).containsEntry("lab/top", StepStatus.SUCCEEDED);
    }

    private String settle() {
        return String.join("\n", new Settlement(lab.catalog(), lab.setup().stores()).settle());
    }
}
