package dev.weft.runtime;

import dev.weft.catalog.CatalogSettings;
import dev.weft.project.Project;
import dev.weft.secret.Secrets;
import dev.weft.settings.SettingsException;

/** Where a project's catalog is: in PostgreSQL if {@code weft.catalog.url} names a database, else in the project's {@code .weft} folder. */
final class CatalogPlace {

    private static final String URL = "weft.catalog.url";
    private static final String USER = "weft.catalog.user";
    private static final String PASSWORD = "weft.catalog.password";

    private CatalogPlace() {}

    static CatalogSettings of(Project project) {
        var settings = project.settings();
        var url = settings.setting(URL);
        if (url.isEmpty() || url.get().value().isBlank()) {
            return CatalogSettings.h2(project.root().resolve(".weft/catalog"));
        }
        var address = url.get().value().strip();
        if (!address.startsWith("jdbc:postgresql:")) {
            // Not the address itself, which may hold a password.
            throw new SettingsException(
                    "%s (%s) is no address of a PostgreSQL database: expected jdbc:postgresql://host:5432/database. Without it the catalog is kept in %s."
                            .formatted(URL, url.get().origin(), project.root().resolve(".weft")));
        }
        var password = settings.get(PASSWORD).orElse("");
        Secrets.remember(password);
        return CatalogSettings.postgres(address, settings.get(USER).orElse(""), password);
    }
}
