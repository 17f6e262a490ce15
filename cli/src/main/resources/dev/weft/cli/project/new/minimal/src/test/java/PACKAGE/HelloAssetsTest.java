package @@package@@;

import static dev.weft.testkit.WeftAssertions.assertThat;

import dev.weft.testkit.WeftTest;
import dev.weft.testkit.WithAssets;
import org.junit.jupiter.api.Test;

@WithAssets(HelloAssets.class)
class HelloAssetsTest {

    @Test
    void theGreetingSaysWhoGreets(WeftTest weft) {
        var run = weft.materialize("greeting");

        assertThat(run).materializedOnly("greeting").succeeded();
        assertThat(run.value("greeting", String.class)).contains("@@name@@");
    }
}
