package dev.weft.testkit.launch;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The assets that the current thread's test has materialized so far. One set a thread, since tests may run side by side; it lives as long as the
 * class loader of one run.
 */
final class Exercised {

    private static final ThreadLocal<@Nullable Set<String>> CURRENT = new InheritableThreadLocal<>();

    private Exercised() {}

    static void begin() {
        CURRENT.set(new TreeSet<>());
    }

    static void add(Set<String> assets) {
        var current = CURRENT.get();
        if (current != null) {
            synchronized (current) {
                current.addAll(assets);
            }
        }
    }

    static Set<String> end() {
        var current = CURRENT.get();
        CURRENT.remove();
        if (current == null) {
            return Set.of();
        }
        synchronized (current) {
            return Set.copyOf(current);
        }
    }
}
