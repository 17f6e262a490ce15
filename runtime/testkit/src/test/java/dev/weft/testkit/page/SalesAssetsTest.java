package dev.weft.testkit.page;

import static dev.weft.testkit.WeftAssertions.assertThat;
import static dev.weft.testkit.WeftAssertions.because;

import dev.weft.api.PartitionKey;
import dev.weft.testkit.WeftTest;
import dev.weft.testkit.WithAssets;
import dev.weft.testkit.page.SalesAssets.Booking;
import dev.weft.testkit.page.SalesAssets.Desk;
import dev.weft.testkit.page.SalesAssets.Income;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithAssets(value = SalesAssets.class, partition = "2024-05-01", at = "2024-05-02T06:00:00Z")
class SalesAssetsTest {

    private static final Booking TEA = new Booking("Ada", 320);
    private static final Booking CUP = new Booking("Bob", 480);
    private static final Booking GIFT = new Booking("Cy", 0);

    @BeforeEach
    void aDesk(WeftTest weft) {
        weft.resource(Desk.class, new FakeDesk(1, TEA));
    }

    @Test
    void incomeIsTheSumOfADaysBookings(WeftTest weft) {
        weft.given("bookings", TEA, CUP);

        var run = weft.materialize("income");

        assertThat(run).value("income", Income.class).isEqualTo(new Income(800, 2));
    }

    @Test
    void aBookingThatIsFreeKeepsTheLastGoodVersion(WeftTest weft) {
        weft.materialize("bookings");
        weft.resource(Desk.class, new FakeDesk(2, TEA, GIFT));

        assertThat(weft.materialize("bookings, income"))
                .blocked("bookings", because("free of charge"))
                .upstreamFailed("income")
                .rows("bookings", Booking.class)
                .containsExactly(TEA);
    }

    @Test
    void equalBookingsStopTheChain(WeftTest weft) {
        weft.materialize("bookings, income");
        weft.resource(Desk.class, new FakeDesk(2, TEA));

        assertThat(weft.plan("bookings, income")).runs("bookings").runs("income", because("runs first"));
        assertThat(weft.materialize("bookings, income"))
                .materializedOnly("bookings")
                .unchanged("income");
    }

    @Test
    void aDiscountCounts(WeftTest weft) {
        weft.config("percent", 50);
        weft.given("bookings", TEA, CUP);

        assertThat(weft.materialize("income"))
                .value("income", Income.class)
                .extracting(Income::cents)
                .isEqualTo(400L);
    }

    @Test
    void itWorksWithoutJUnitsExtension() {
        try (var weft = WeftTest.of(SalesAssets.class).resource(Desk.class, new FakeDesk(1, TEA, CUP))) {
            var run = weft.materialize("+income", "2024-05-01");

            assertThat(run).succeeded().materialized("bookings[2024-05-01]", "income[2024-05-01]");
        }
    }

    private record FakeDesk(int version, List<Booking> all) implements Desk {

        FakeDesk(int version, Booking... bookings) {
            this(version, List.of(bookings));
        }

        @Override
        public List<Booking> bookings(PartitionKey day) {
            return all;
        }
    }
}
