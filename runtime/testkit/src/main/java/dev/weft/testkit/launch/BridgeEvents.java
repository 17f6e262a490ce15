package dev.weft.testkit.launch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Turns what JUnit reports into events of the JDK's types; hears from as many threads as JUnit uses. */
final class BridgeEvents implements TestExecutionListener {

    private final Consumer<Map<String, Object>> events;
    private final Map<String, Long> started = new ConcurrentHashMap<>();
    private volatile @Nullable TestPlan plan;

    BridgeEvents(Consumer<Map<String, Object>> events) {
        this.events = events;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan found) {
        plan = found;
        events.accept(Map.of("type", "found", "tests", found.countTestIdentifiers(TestIdentifier::isTest)));
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (test.isTest()) {
            started.put(test.getUniqueId(), System.nanoTime());
            Exercised.begin();
            events.accept(event("started", test));
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        if (test.isTest()) {
            end(test, TestEvent.Outcome.SKIPPED, Set.of(), reason);
        } else {
            plan().getDescendants(test).stream()
                    .filter(TestIdentifier::isTest)
                    .forEach(inside -> end(inside, TestEvent.Outcome.SKIPPED, Set.of(), reason));
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        var error = result.getThrowable().map(Frames::describe).orElse("");
        if (test.isTest()) {
            end(test, outcome(result), Exercised.end(), error);
        } else if (result.getStatus() == TestExecutionResult.Status.FAILED) {
            end(test, TestEvent.Outcome.FAILED, Set.of(), error);
        }
    }

    private static TestEvent.Outcome outcome(TestExecutionResult result) {
        return switch (result.getStatus()) {
            case SUCCESSFUL -> TestEvent.Outcome.PASSED;
            case ABORTED -> TestEvent.Outcome.ABORTED;
            case FAILED -> TestEvent.Outcome.FAILED;
        };
    }

    private void end(TestIdentifier test, TestEvent.Outcome outcome, Set<String> assets, String error) {
        long now = System.nanoTime();
        var event = event("ended", test);
        event.put("outcome", outcome.name());
        event.put("nanos", now - started.getOrDefault(test.getUniqueId(), now));
        event.put("assets", assets);
        event.put("error", error);
        events.accept(event);
    }

    private Map<String, Object> event(String type, TestIdentifier test) {
        var event = new LinkedHashMap<String, Object>();
        event.put("type", type);
        event.put("class", test.getDisplayName());
        event.put("method", "");
        event.put("name", isOnlyOneOfItsMethod(test) ? "" : test.getDisplayName());
        for (var at = test; at != null; at = plan().getParent(at).orElse(null)) {
            if (at.getSource().filter(source -> place(event, source)).isPresent()) {
                break;
            }
        }
        return event;
    }

    private static boolean isOnlyOneOfItsMethod(TestIdentifier test) {
        var id = test.getUniqueId();
        return !test.isTest() || id.startsWith("[method:", id.lastIndexOf("/[") + 1);
    }

    private static boolean place(Map<String, Object> event, TestSource source) {
        if (source instanceof MethodSource method) {
            event.put("class", method.getClassName());
            event.put("method", method.getMethodName());
            return true;
        }
        if (source instanceof ClassSource type) {
            event.put("class", type.getClassName());
            return true;
        }
        return false;
    }

    private TestPlan plan() {
        return Objects.requireNonNull(plan);
    }
}
