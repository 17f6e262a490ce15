package dev.weft.testkit.launch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs JUnit. It is loaded beside the project's tests and linked to the JUnit that they bring, whatever version; so only types of the JDK cross over
 * to the one who calls it.
 *
 * <p>The request has {@code roots} (folders of test classes), {@code only} (what to run as {@code class#method}; absent for all) and {@code timeout}
 * (an ISO duration). Events are maps with a {@code type}: {@code found}, {@code started}, {@code ended}.
 */
public final class Bridge implements BiConsumer<Map<String, Object>, Consumer<Map<String, Object>>> {

    private static final String TEST_CASE = ".*TestCase";

    @Override
    public void accept(Map<String, Object> request, Consumer<Map<String, Object>> events) {
        var builder = LauncherDiscoveryRequestBuilder.request()
                .selectors(roots(request))
                .filters(ClassNameFilter.includeClassNamePatterns(ClassNameFilter.STANDARD_INCLUDE_PATTERN, TEST_CASE))
                .configurationParameter("junit.jupiter.execution.timeout.default", seconds(request));
        if (request.get("only") instanceof Set<?> only) {
            builder.filters((PostDiscoveryFilter) test -> FilterResult.includedIf(test.getSource()
                    .map(source -> !(source instanceof MethodSource method)
                            || only.contains(method.getClassName() + "#" + method.getMethodName()))
                    .orElse(true)));
        }
        LauncherFactory.create().execute(builder.build(), new BridgeEvents(events));
    }

    private static List<? extends DiscoverySelector> roots(Map<String, Object> request) {
        var paths = new HashSet<Path>();
        ((Iterable<?>) Objects.requireNonNull(request.get("roots"))).forEach(root -> paths.add((Path) root));
        return DiscoverySelectors.selectClasspathRoots(paths);
    }

    private static String seconds(Map<String, Object> request) {
        return Math.max(
                        1,
                        Duration.parse(String.valueOf(request.get("timeout"))).toSeconds()) + " s";
    }
}
