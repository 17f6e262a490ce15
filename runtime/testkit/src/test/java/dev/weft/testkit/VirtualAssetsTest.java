package dev.weft.testkit;

import static dev.weft.testkit.WeftAssertions.assertThat;
import static dev.weft.testkit.WeftAssertions.assertThatThrownBy;
import static dev.weft.testkit.WeftAssertions.because;

import com.example.views.Sales;
import com.example.views.Sales.Order;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithAssets(value = Sales.class, at = "2024-05-03T06:00:00Z")
class VirtualAssetsTest {

    private static final Order TEA = new Order("tea", 5, false);
    private static final Order DESK = new Order("desk", 300, false);
    private static final Order LOST = new Order("sofa", 900, true);

    private final Sales.Calls calls = new Sales.Calls();

    @BeforeEach
    void order(WeftTest weft) {
        weft.resource(Sales.Calls.class, calls);
        weft.given("sold[2024-05-01]", TEA, DESK, LOST);
        weft.given("sold[2024-05-02]", TEA, TEA);
    }

    @Test
    void aViewIsComputedWhereItIsReadAndHasNoStep(WeftTest weft) {
        var run = weft.materialize("kept, day_total");

        assertThat(run)
                .materializedOnly("day_total[2024-05-01]", "day_total[2024-05-02]")
                .succeeded();
        assertThat(run.value("day_total[2024-05-01]", Integer.class)).isEqualTo(305);
        assertThat(calls.views).hasValue(2);
        assertThat(weft.plan("kept")).runsNothing().skips("kept", because("virtual: computed where it is read"));
    }

    @Test
    void whatReadsAViewIsStaleByWhatLiesBehindIt(WeftTest weft) {
        weft.materialize("day_total");
        weft.given("sold[2024-05-02]", TEA, TEA, TEA);

        assertThat(weft.plan("day_total"))
                .runsOnly("day_total[2024-05-02]")
                .runs("day_total", because("sold[2024-05-02] was re-materialized with different content"));
    }

    @Test
    void whatReadsAViewIsStaleByTheViewsCode(WeftTest weft) {
        weft.materialize("day_total, by_day");
        weft.codeChanged("large");

        assertThat(weft.plan("day_total, by_day")).runsOnly("by_day").runs("by_day", because("the view large changed"));

        weft.codeChanged("kept");
        assertThat(weft.plan("day_total")).runs("day_total", because("the view kept changed"));
    }

    @Test
    void mappingsArePutTogetherAlongTheWay(WeftTest weft) {
        var run = weft.materialize("by_day, growth");

        assertThat(run.value("by_day", Map.class).equals(Map.of("2024-05-01", 300, "2024-05-02", 0)))
                .isTrue();
        assertThat(run.value("growth[2024-05-02]", Integer.class)).isEqualTo(1);

        weft.given("sold[2024-05-01]", DESK);
        assertThat(weft.plan("by_day, growth")).runsOnly("by_day", "growth[2024-05-01]", "growth[2024-05-02]");
    }

    @Test
    void aPartitionMoreOfAViewIsSeenThoughNothingBehindItMoved(WeftTest weft) {
        weft.given("rate", 2);
        assertThat(weft.materialize("rates").value("rates", Integer.class)).isEqualTo(2);

        weft.at("2024-05-04T06:00:00Z");

        assertThat(weft.plan("rates")).runs("rates", because("other partitions of the view daily_rate are read"));
        assertThat(weft.materialize("rates").value("rates", Integer.class)).isEqualTo(3);
        assertThat(weft.materialize("rates")).materializedNothing();
    }

    @Test
    void aHandleComputesWhenItIsAsked(WeftTest weft) {
        assertThat(weft.materialize("asked", "2024-05-01").value("asked[2024-05-01]", Integer.class))
                .isEqualTo(300);
    }

    @Test
    void aViewInADatabaseIsMadeOnceAndWhenItsCodeChanges(WeftTest weft) {
        assertThat(weft.materialize("v_sold, from_database")).materializedOnly("v_sold", "from_database");

        weft.given("sold[2024-05-02]", DESK);
        assertThat(weft.materialize("v_sold, from_database")).materializedOnly("from_database");
        assertThat(calls.tables).hasValue(1);

        weft.codeChanged("v_sold");
        assertThat(weft.materialize("v_sold, from_database")).materializedOnly("v_sold", "from_database");
        assertThat(weft.materialize("v_sold, from_database")).materializedNothing();
    }

    @Test
    void aGivenViewIsNotComputed(WeftTest weft) {
        weft.given("kept[*]", new Order("lamp", 7, false));

        assertThat(weft.materialize("day_total", "2024-05-01").value("day_total[2024-05-01]", Integer.class))
                .isEqualTo(7);
        assertThat(calls.views).hasValue(0);
    }

    @Test
    void aTestReadsAView(WeftTest weft) {
        assertThat(weft.published().rows("kept", Order.class)).containsExactly(TEA, DESK, TEA, TEA);
        assertThat(weft.published().value("volume[2024-05-01]")).isEqualTo(300);
    }

    @Test
    void whatLacksBehindAViewIsNamed(WeftTest weft) {
        weft.wipe("sold[2024-05-01]");

        assertThatThrownBy(() -> weft.materialize("day_total"))
                .hasMessageContaining("day_total reads sold")
                .hasMessageContaining("has no value in this test");
    }
}
