package dev.weft.observe;

import dev.weft.api.DataVersion;
import dev.weft.api.Observers;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;

/** The ways in which {@link Observers} look at data. */
public final class OutsideWays implements Observers.Ways {

    @Override
    public DataVersion files(Path path, String glob, Observers.By by) {
        return glob.isEmpty() ? FileLook.file(path, by) : FileLook.folder(path, glob, by);
    }

    @Override
    public DataVersion http(URI resource, Map<String, String> headers, Duration timeout) {
        return new HttpLook(resource, headers, timeout).version();
    }

    @Override
    public DataVersion table(DataSource database, String query, Duration timeout) {
        return TableLook.version(database, query, timeout);
    }
}
