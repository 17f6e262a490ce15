package dev.weft.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void columnsLineUpByWhatIsSeenNotByCharacters() {
        var table = new Table()
                .row("東京", "1")
                .row("\u001b[1mparis\u001b[0m", "2")
                .row("e\u0301tat", "3")
                .row("🚀", "4");

        assertThat(table.lines()).containsExactly("東京   1", "\u001b[1mparis\u001b[0m  2", "e\u0301tat   3", "🚀     4");
    }

    @Test
    void theLastColumnGivesWayFirstThenTheWidest() {
        var table = new Table().row("a".repeat(30), "12 rows", "because ".repeat(10));

        assertThat(table.lines(70))
                .allMatch(line -> DisplayWidth.of(line) <= 70)
                .first()
                .asString()
                .contains("a".repeat(30));
        assertThat(table.lines(45))
                .allMatch(line -> DisplayWidth.of(line) <= 45)
                .first()
                .asString()
                .contains("a…  12 rows  because");
    }

    @Test
    void anEmptyColumnTakesNoSpace() {
        assertThat(new Table().row("a", "", "b").row("c", "", "d").lines()).isEqualTo(List.of("a  b", "c  d"));
    }

    @Test
    void aCutNeverSplitsAWideCharacterOrAColour() {
        assertThat(DisplayWidth.cut("東京都", 5)).isEqualTo("東京…");
        assertThat(DisplayWidth.cut("東京都", 4)).isEqualTo("東…");
        assertThat(DisplayWidth.cut("\u001b[31mfailed\u001b[0m", 4)).isEqualTo("\u001b[31mfai…\u001b[0m");
        assertThat(DisplayWidth.cut("fits", 4)).isEqualTo("fits");
    }
}
