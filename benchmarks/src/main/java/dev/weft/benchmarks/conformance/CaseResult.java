package dev.weft.benchmarks.conformance;

import dev.weft.json.JsonWriter;
import java.util.Locale;

/**
 * What came of one case.
 *
 * @param set the set it belongs to
 * @param id its name
 * @param verdict whether Weft answers so
 * @param expected the recorded answer; empty if unsupported
 * @param actual Weft's answer; empty if unsupported
 * @param why the reason, if it did not pass
 */
record CaseResult(String set, String id, Verdict verdict, String expected, String actual, String why) {

    enum Verdict {
        PASS,
        FAIL,
        UNSUPPORTED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static CaseResult compared(String set, String id, String expected, String actual, String why) {
        return expected.equals(actual)
                ? new CaseResult(set, id, Verdict.PASS, expected, actual, "")
                : new CaseResult(set, id, Verdict.FAIL, expected, actual, why);
    }

    static CaseResult unsupported(String set, String id, String why) {
        return new CaseResult(set, id, Verdict.UNSUPPORTED, "", "", why);
    }

    CaseResult because(String decision) {
        return new CaseResult(set, id, verdict, expected, actual, decision);
    }

    String json() {
        return JsonWriter.object(json -> json.text("set", set)
                .text("id", id)
                .text("result", verdict.word())
                .text("expected", expected)
                .text("actual", actual)
                .text("why", why));
    }
}
