package @@package@@;

import static java.util.stream.Collectors.groupingBy;

import dev.weft.api.AllPartitions;
import dev.weft.api.Asset;
import dev.weft.api.AssetCheck;
import dev.weft.api.Assets;
import dev.weft.api.CheckResult;
import dev.weft.api.DataVersion;
import dev.weft.api.ExternalAsset;
import dev.weft.api.PartitionKey;
import dev.weft.api.Provides;
import dev.weft.api.Settings;
import dev.weft.api.Upstream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Visits of a site, by day. */
@Assets(group = "site")
class VisitAssets {

    @Settings("site")
    record SiteSettings(Path inbox) {}

    private final Inbox inbox;

    VisitAssets(Inbox inbox) {
        this.inbox = inbox;
    }

    /** Where the files arrive is a setting: see application.yml. */
    @Provides
    static Inbox inbox(SiteSettings settings) {
        return new Inbox(settings.inbox());
    }

    /** The file that the web server leaves for each day. */
    @ExternalAsset
    @VisitDays
    DataVersion visits_file(PartitionKey day) {
        return inbox.version(day);
    }

    /** One row per visit. */
    @Asset
    @VisitDays
    Stream<Visit> visits(PartitionKey day, Upstream<?> visits_file) {
        return inbox.visits(day);
    }

    @AssetCheck
    CheckResult somebody_came(List<Visit> visits) {
        return CheckResult.of(!visits.isEmpty(), "nobody came");
    }

    /** The day's visits by page. */
    @Asset
    @VisitDays
    List<PageVisits> page_visits(List<Visit> visits) {
        return visits.stream().collect(groupingBy(Visit::page)).entrySet().stream()
                .map(page -> new PageVisits(
                        page.getKey(),
                        page.getValue().size(),
                        page.getValue().stream().map(Visit::visitor).distinct().count()))
                .sorted(Comparator.comparing(PageVisits::page))
                .toList();
    }

    /** All pages over all days, the most visited first. */
    @Asset
    List<String> popular_pages(@AllPartitions Stream<PageVisits> page_visits) {
        return page_visits.collect(groupingBy(PageVisits::page)).entrySet().stream()
                .sorted(Comparator.comparing(page -> -page.getValue().stream()
                        .mapToLong(PageVisits::visits)
                        .sum()))
                .map(page -> page.getKey())
                .toList();
    }
}
