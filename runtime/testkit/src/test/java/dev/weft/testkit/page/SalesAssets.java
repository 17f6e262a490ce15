package dev.weft.testkit.page;

import dev.weft.api.Asset;
import dev.weft.api.AssetCheck;
import dev.weft.api.Assets;
import dev.weft.api.CheckResult;
import dev.weft.api.Config;
import dev.weft.api.DailyPartitions;
import dev.weft.api.DataVersion;
import dev.weft.api.Default;
import dev.weft.api.ExternalAsset;
import dev.weft.api.PartitionKey;
import dev.weft.api.Upstream;
import java.util.List;

@Assets(group = "sales")
class SalesAssets {

    interface Desk {
        int version();

        List<Booking> bookings(PartitionKey day);
    }

    record Booking(String customer, long cents) {}

    record Income(long cents, int bookings) {}

    @Config
    record Discount(@Default("0") int percent) {}

    private final Desk desk;

    SalesAssets(Desk desk) {
        this.desk = desk;
    }

    @ExternalAsset
    DataVersion desk() {
        return DataVersion.of("" + desk.version());
    }

    @Asset
    @DailyPartitions(start = "2024-05-01")
    List<Booking> bookings(PartitionKey day, Upstream<?> desk) {
        return this.desk.bookings(day);
    }

    @AssetCheck(blocking = true)
    CheckResult nothing_is_free(List<Booking> bookings) {
        return CheckResult.of(
                bookings.stream().allMatch(booking -> booking.cents() > 0), "a booking is free of charge");
    }

    @Asset
    @DailyPartitions(start = "2024-05-01")
    Income income(List<Booking> bookings, Discount discount) {
        long sum = bookings.stream().mapToLong(Booking::cents).sum();
        return new Income(sum * (100 - discount.percent()) / 100, bookings.size());
    }
}
