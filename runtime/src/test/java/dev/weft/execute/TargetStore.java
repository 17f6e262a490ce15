package dev.weft.execute;

import dev.weft.asset.AssetPartition;
import dev.weft.event.Stored;
import dev.weft.spi.IoManager;
import dev.weft.spi.TargetPublication;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A store of files whose versions are put in place as those of a table are: guarded by markers, and now and then out of reach. */
final class TargetStore implements TargetPublication {

    private record Marker(String version, long token) {}

    private final Map<AssetPartition, Marker> markers = new ConcurrentHashMap<>();
    private volatile boolean losesAnswers;
    private volatile boolean away;
    private volatile boolean goesAwayAfterChange;

    IoManager over(IoManager files) {
        return (IoManager) Proxy.newProxyInstance(
                IoManager.class.getClassLoader(), new Class<?>[] {IoManager.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("target")) {
                        return Optional.of(this);
                    }
                    try {
                        return method.invoke(files, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** From now on changes are made, but the answer gets lost. */
    void loseAnswers() {
        losesAnswers = true;
    }

    /** The next change is made, and nobody reaches the store after it. */
    void goAwayAfterChange() {
        goesAwayAfterChange = true;
    }

    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
        losesAnswers = false;
        goesAwayAfterChange = false;
    }

    @Override
    public boolean publish(Stored version, long token) {
        reach();
        var marker = markers.get(version.what());
        if (marker != null && marker.token() > token) {
            return false;
        }
        markers.put(version.what(), new Marker(version.versionId(), token));
        away |= goesAwayAfterChange;
        if (losesAnswers || away) {
            throw new IllegalStateException("connection reset");
        }
        return true;
    }

    @Override
    public Optional<String> marker(AssetPartition what) {
        reach();
        return Optional.ofNullable(markers.get(what)).map(Marker::version);
    }

    @Override
    public void raiseToken(AssetPartition what, long token) {
        reach();
        markers.merge(
                what, new Marker("", token), (old, none) -> new Marker(old.version(), Math.max(old.token(), token)));
    }

    private void reach() {
        if (away) {
            throw new IllegalStateException("no route to host");
        }
    }
}
