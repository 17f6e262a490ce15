package dev.weft.testkit.launch;

import dev.weft.testkit.MaterializationListener;
import java.util.Set;

/** Hears what the project's test kit materializes; loaded beside {@link Bridge} as a service of the test kit, where the project has one. */
public final class BridgeListener implements MaterializationListener {

    @Override
    public void materializing(Set<String> assets) {
        Exercised.add(assets);
    }
}
