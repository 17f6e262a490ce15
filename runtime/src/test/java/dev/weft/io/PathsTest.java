package dev.weft.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PathsTest {

    @Test
    void namesOfFilesAreNeverSharedEvenWhereCaseIsFolded() {
        var random = new Random(7);
        var alphabet = "aAbB.%_-/é\u0301eÅ\u212B:*\\ ~+\uD83D\uDE00";
        var seen = new HashMap<String, String>();
        for (int i = 0; i < 20_000; i++) {
            int length = 1 + random.nextInt(i % 50 == 0 ? 400 : 6);
            var text = random.ints(length, 0, alphabet.length())
                    .mapToObj(at -> String.valueOf(alphabet.charAt(at)))
                    .reduce("", String::concat);
            var name = Paths.ofSegment(text);

            assertThat(name).hasSizeLessThan(200).isNotIn(".", "..").doesNotContain("/");
            var before = seen.put(name.toLowerCase(Locale.ROOT), text);
            assertThat(before == null || before.equals(text))
                    .as("%s and %s", before, text)
                    .isTrue();
        }
    }
}
