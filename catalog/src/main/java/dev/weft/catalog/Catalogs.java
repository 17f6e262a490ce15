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
                .orElseGet(() -> serverSentence(settings, e.getSQLState() == null ? "" : e.getSQLState(), e));
    }

    /** The driver's own words are left out where they may quote the address, whose parameters may hold a password. */
    private static String serverSentence(CatalogSettings settings, String state, SQLException e) {
        var place = settings.place();
        var words = String.valueOf(e.getMessage());
        if (state.equals("28P01") || state.equals("28000")) {
            return "The catalog %s does not let %s in: wrong user or password. Check weft.catalog.user and weft.catalog.password (WEFT_CATALOG_USER, WEFT_CATALOG_PASSWORD)."
                    .formatted(place, settings.user().isEmpty() ? "this user" : "the user " + settings.user());
        }
        if (state.equals("3D000")) {
            return "The catalog's database %s does not exist. Create it (create database …), or correct weft.catalog.url."
                    .formatted(place);
        }
        if (words.startsWith("No suitable driver") || words.startsWith("Unable to parse URL")) {
            return "The catalog's address %s is not well formed: expected jdbc:postgresql://host:5432/database. Correct weft.catalog.url."
                    .formatted(place);
        }
        if (state.startsWith("08")) {
            return "The catalog's server %s is out of reach: %s Start it, or correct weft.catalog.url (WEFT_CATALOG_URL)."
                    .formatted(place, words.split("\\. ", 2)[0] + ".");
        }
        return "The catalog %s cannot be opened: %s. Check the address, the user and the server."
                .formatted(place, words);
    }
}
