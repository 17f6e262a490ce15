package dev.weft.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetKey;
import dev.weft.partition.PartitionSet;
import dev.weft.partition.Partitions;
import dev.weft.partition.PartitionsDefinition;
import dev.weft.partition.StaticPartitionsDefinition;
import dev.weft.partition.TimeWindowPartitionsDefinition;
import dev.weft.partition.TimeWindowPartitionsDefinition.Cadence;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationJsonTest {

    private static final AssetKey CLEAN = AssetKey.parse("clean");
    private static final LocalDateTime START = LocalDateTime.parse("1910-01-01T00:00");
    /** What a catalog keeps of one evaluation. */
    private static final int KEPT = 500_000;

    @Test
    void anAssetWithoutPartitionsIsReadBackAsItWas() {
        requireReadBack(evaluation(PartitionSet.whole(), PartitionSet.whole()));
        requireReadBack(evaluation(PartitionSet.whole(), PartitionSet.whole().andNot(PartitionSet.whole())));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 60, 100, 130, 1000, 3000})
    void someHoursAreReadBackAsTheyWereHoweverManyAreStale(int hours) {
        var all = hours(hours);
        for (int step : new int[] {1, 2, 3, 10, 1000}) {
            requireReadBack(evaluation(all, part(all, hour -> hour % step == 0)));
        }
        requireReadBack(evaluation(all, PartitionSet.empty(all.numbering())));
    }

    @Test
    void keysOfAListAreReadBackAsTheyWere() {
        var all = Partitions.of(new StaticPartitionsDefinition(List.of("eu", "us")), Instant.EPOCH)
                .all();

        requireReadBack(evaluation(all, PartitionSet.of(all.numbering(), List.of(PartitionKey.of("us")))));
    }

    @Test
    void aMillionHoursAreKeptWhicheverOfThemAreStale() {
        var all = hours(1_000_000);
        var random = new Random(7);

        assertThat(requireReadBack(evaluation(all, all))).hasSizeLessThan(KEPT / 50);
        assertThat(requireReadBack(evaluation(all, part(all, hour -> hour == 456_789))))
                .hasSizeLessThan(KEPT / 20);
        assertThat(requireReadBack(evaluation(all, part(all, hour -> random.nextInt(1000) == 0))))
                .hasSizeLessThan(KEPT / 20);
        assertThat(requireReadBack(evaluation(all, part(all, hour -> hour % 2 == 0))))
                .hasSizeLessThan(KEPT / 20);
    }

    @Test
    void aShortSetIsAsShortAsItWas() {
        var all = hours(24);

        assertThat(EvaluationJson.write(evaluation(all, part(all, hour -> hour == 3))))
                .doesNotContain("~");
    }

    @Test
    void whatIsDamagedIsRefused() {
        var all = hours(3000);
        var text = EvaluationJson.write(evaluation(all, part(all, hour -> hour == 3)));
        int packed = packedLength(text);

        for (int length = 0; length < packed - 4; length++) {
            int left = length;
            requireRefused(all, damaged(text, set -> set.substring(0, left)));
        }
        for (int place = 0; place < packed - 4; place++) {
            int at = place;
            char other = text.charAt(text.indexOf('~') + 1 + at) == 'A' ? 'B' : 'A';
            requireRefused(all, damaged(text, set -> set.substring(0, at) + other + set.substring(at + 1)));
        }
        requireRefused(all, damaged(text, set -> "*"));
        requireRefused(all, text.replaceFirst("~", ""));
        requireRefused(all, text.replaceFirst("~", "*"));
    }

    @Test
    void whatHasAnotherNumberingIsRefused() {
        var text = EvaluationJson.write(evaluation(hours(3000), hours(3000)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> EvaluationJson.read(CLEAN, days().numbering(), text))
                .withMessageContaining("do not mix");
    }

    private static String requireReadBack(Evaluation evaluation) {
        var text = EvaluationJson.write(evaluation);
        assertThat(EvaluationJson.read(CLEAN, evaluation.all().numbering(), text))
                .isEqualTo(evaluation);
        return text;
    }

    private static void requireRefused(PartitionSet all, String text) {
        assertThatIllegalArgumentException()
                .as("%s...", text.substring(0, 100))
                .isThrownBy(() -> EvaluationJson.read(CLEAN, all.numbering(), text));
    }

    /** Damages the first of the packed sets, which is that of all. */
    private static String damaged(String text, UnaryOperator<String> damage) {
        int begin = text.indexOf('~') + 1;
        int end = begin + packedLength(text);
        return text.substring(0, begin) + damage.apply(text.substring(begin, end)) + text.substring(end);
    }

    private static int packedLength(String text) {
        int begin = text.indexOf('~') + 1;
        return text.indexOf('"', begin) - begin;
    }

    /** Returns an evaluation of what is there, stale or fresh. */
    private static Evaluation evaluation(PartitionSet all, PartitionSet stale) {
        var verdict = new Verdict(Standing.STALE, List.of("code_changed"), "code changed");
        var fresh = new Evaluation.Group(Verdict.FRESH, all.andNot(stale), first(all.andNot(stale)), "fresh");
        var rest = new Evaluation.Group(verdict, stale, first(stale), "code changed (1 to 2)");
        return new Evaluation(CLEAN, all, all, List.of(fresh, rest));
    }

    private static Optional<PartitionKey> first(PartitionSet set) {
        return set.isWhole() ? Optional.empty() : set.first();
    }

    private static PartitionSet part(PartitionSet hours, IntPredicate isPart) {
        var keys = IntStream.range(0, (int) hours.count())
                .filter(isPart)
                .mapToObj(
                        hour -> PartitionKey.of(START.plusHours(hour).toString().replace('T', '-')))
                .toList();
        return PartitionSet.of(hours.numbering(), keys);
    }

    private static PartitionSet hours(int count) {
        return Partitions.of(windows(Cadence.HOURLY), START.plusHours(count).toInstant(ZoneOffset.UTC))
                .all();
    }

    private static PartitionSet days() {
        return Partitions.of(windows(Cadence.DAILY), START.plusDays(31).toInstant(ZoneOffset.UTC))
                .all();
    }

    private static PartitionsDefinition windows(Cadence cadence) {
        return new TimeWindowPartitionsDefinition(
                cadence, START, Optional.empty(), ZoneId.of("UTC"), 0, 0, 0, 0, Optional.empty());
    }
}
