package dev.weft.execute;

import dev.weft.api.Asset;
import dev.weft.api.AssetCheck;
import dev.weft.api.Assets;
import dev.weft.api.CheckResult;
import dev.weft.api.DataVersion;
import dev.weft.api.ExternalAsset;
import dev.weft.api.LastGood;
import dev.weft.api.Outputs;
import dev.weft.api.Pool;
import dev.weft.api.Retry;
import dev.weft.api.Timeout;
import dev.weft.api.Upstream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Assets whose behaviour each test decides. */
@Assets(prefix = "lab")
class Lab {

    static final Map<String, Callable<String>> BEHAVIOUR = new ConcurrentHashMap<>();
    static final List<String> CALLS = new CopyOnWriteArrayList<>();

    private static String act(String asset, String... inputs) throws Exception {
        CALLS.add(asset);
        var behaviour = BEHAVIOUR.get(asset);
        return behaviour == null ? asset + String.join("", inputs) : behaviour.call();
    }

    @SuppressWarnings("NullAway") // what user code may do all the same
    static String nothing() {
        return null;
    }

    @Asset
    String top() throws Exception {
        return act("top");
    }

    @Asset
    String left(String top) throws Exception {
        return act("left", top);
    }

    @Asset
    String right(String top) throws Exception {
        return act("right", top);
    }

    @Asset
    String bottom(String left, String right) throws Exception {
        return act("bottom", left, right);
    }

    @Asset
    String below(String bottom) throws Exception {
        return act("below", bottom);
    }

    @Asset
    @Retry(max = 2, delay = "PT0.01S", maxDelay = "PT0.02S")
    String flaky() throws Exception {
        return act("flaky");
    }

    /** Closed for good: no use in trying again. */
    static final class Closed extends java.io.IOException {
        private static final long serialVersionUID = 1;
    }

    @Asset
    @Retry(max = 2, delay = "PT0.01S", maxDelay = "PT0.02S", on = java.io.IOException.class, never = Closed.class)
    String choosy() throws Exception {
        return act("choosy");
    }

    @Asset
    String a_book() throws Exception {
        return act("a_book");
    }

    @AssetCheck(blocking = true)
    CheckResult agrees(String a_book, String z_count) {
        return CheckResult.of(a_book.equals(z_count), a_book + " is not " + z_count);
    }

    @Asset
    String z_count() throws Exception {
        return act("z_count");
    }

    @Asset
    @Retry(max = 1, delay = "PT1H", maxDelay = "PT1H")
    String patient() throws Exception {
        return act("patient");
    }

    @Asset
    @Timeout("PT0.1S")
    String slow() throws Exception {
        return act("slow");
    }

    @Asset
    Optional<String> perhaps() throws Exception {
        return Optional.of(act("perhaps")).filter(text -> !text.isEmpty());
    }

    @Asset
    String hopeful(String perhaps) throws Exception {
        return act("hopeful") + perhaps;
    }

    @Outputs
    record EitherOr(Optional<String> either, Optional<String> or) {}

    @Asset
    EitherOr either_or() throws Exception {
        var which = act("either");
        return new EitherOr(
                Optional.of(which).filter(text -> text.equals("either")),
                Optional.of(which).filter(text -> text.equals("or")));
    }

    @Asset
    String guarded() throws Exception {
        return act("guarded");
    }

    @AssetCheck(blocking = true)
    CheckResult good(String guarded) {
        return CheckResult.of(guarded.equals("good"), "found " + guarded);
    }

    @AssetCheck
    CheckResult grew(String guarded, @LastGood Optional<String> before) throws Exception {
        act("grew");
        return CheckResult.pass(guarded + " after " + before.orElse("nothing"));
    }

    @Asset
    String judged(String top) throws Exception {
        return act("judged", top);
    }

    @AssetCheck(blocking = true)
    CheckResult fine(String judged) {
        return CheckResult.of(!judged.contains("bad"), "it is bad");
    }

    @Asset
    @Pool("db")
    String first_in_pool() throws Exception {
        return act("first_in_pool");
    }

    @Asset
    @Pool("db")
    String second_in_pool() throws Exception {
        return act("second_in_pool");
    }

    @Asset
    @Timeout("PT0.1S")
    @Retry(max = 1, delay = "PT0.01S", maxDelay = "PT0.01S")
    String slow_once() throws Exception {
        return act("slow_once");
    }

    @Asset
    @Timeout("PT0.1S")
    @Retry(max = 1, delay = "PT0.01S", maxDelay = "PT0.01S")
    void outside() throws Exception {
        act("outside");
    }

    @ExternalAsset
    DataVersion drop() throws Exception {
        return DataVersion.of(act("drop"));
    }

    @Asset
    String reads_drop(Upstream<?> drop) throws Exception {
        return act("reads_drop", drop.dataVersion().orElseThrow().text());
    }
}
