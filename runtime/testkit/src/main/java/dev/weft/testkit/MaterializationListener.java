package dev.weft.testkit;

import java.util.Set;

/**
 * Hears which assets a test exercises; found as a service by the thread's context class loader. {@code weft test} uses it to show tests by asset.
 */
public interface MaterializationListener {

    /** A test materializes these assets; called on the test's thread, before they run. */
    void materializing(Set<String> assets);
}
