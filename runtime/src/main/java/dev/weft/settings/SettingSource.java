package dev.weft.settings;

import java.util.Optional;
import java.util.SortedMap;

/** Something that gives settings by name. */
public interface SettingSource {

    /** Returns a setting with the place where it stands. */
    Optional<Setting> setting(String name);

    /** Returns the settings below a name, by the rest of their names. */
    SortedMap<String, Setting> settingsBelow(String prefix);
}
