package dev.weft.catalog;

import java.sql.SQLException;
import java.util.Optional;

/** Opens catalogs. */
public final class Catalogs {

    private Catalogs() {}

    /**
     * Opens a catalog, and makes it if it is not there.
     *
     * @throws CatalogException if another process owns it, its server is out of reach or unsafe, its file is corrupt, or a newer Weft wrote it
     */
    public static Catalog open(CatalogSettings settings) {
        var lock = settings.folder()
                .map(folder -> OwnerLock.take(folder.resolveSibling("owner.lock"), settings.command()));
        boolean opened = false;
        try {
            var catalog = open(settings, lock);
            opened = true;
            return catalog;
        } finally {
            if (!opened) {
                lock.ifPresent(OwnerLock::close);
            }
        }
    }

    private static Catalog open(CatalogSettings settings, Optional<OwnerLock> lock) {
        try {
            var session = Session.open(settings);
            boolean opened = false;
            try {
                if (!settings.unsafe()) {
                    session.dialect().checkDurability(session.connection());
                }
                Schema.prepare(session.connection(), settings);
                var catalog = new JdbcCatalog(settings, lock, session);
                opened = true;
                return catalog;
            } finally {
                if (!opened) {
                    session.close();
                }
            }
        } catch (SQLException e) {
            throw new CatalogException(sentence(settings, e), e);
        }
    }

    private static String sentence(CatalogSettings settings, SQLException e) {
        return settings.folder()
                .map(folder ->
                        "The catalog in %s cannot be read: %s. Restore the folder from a backup, or move it away to begin an empty catalog; the stored data stays where it is."
                                .formatted(folder, e.getMessage()))
                .orElseGet(() -> "The catalog %s cannot be opened: %s. Check the address, the user and the server."
                        .formatted(settings.place(), e.getMessage()));
    }
}
