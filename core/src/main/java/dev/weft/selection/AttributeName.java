package dev.weft.selection;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a selection can ask about an asset. */
public enum AttributeName {
    KEY,
    GROUP,
    TAG,
    OWNER,
    KIND,
    STATUS,
    CHECK,
    COLUMN,
    COLUMN_TAG,
    TABLE_NAME,
    PARTITIONS,
    CODE_LOCATION,
    CHANGED,
    CHANGED_IN_BRANCH,
    RUN,
    IS,
    FRESHNESS,
    SENSOR,
    SCHEDULE,
    JOB,
    AUTOMATION_TYPE,
    NOT_MATERIALIZED_IN_HOURS,
    /** Written as a function: {@code stale_because(code_changed)}. */
    STALE_BECAUSE;

    /** Returns the word that selections say. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<AttributeName> of(String word) {
        return Arrays.stream(values()).filter(name -> name.word().equals(word)).findFirst();
    }

    boolean isFunction() {
        return this == STALE_BECAUSE;
    }

    boolean hasDetail() {
        return this == TAG || this == COLUMN_TAG;
    }

    boolean canBeAbsent() {
        return switch (this) {
            case KEY, IS, NOT_MATERIALIZED_IN_HOURS, STALE_BECAUSE -> false;
            case GROUP,
                    TAG,
                    OWNER,
                    KIND,
                    STATUS,
                    CHECK,
                    COLUMN,
                    COLUMN_TAG,
                    TABLE_NAME,
                    PARTITIONS,
                    CODE_LOCATION,
                    CHANGED,
                    CHANGED_IN_BRANCH,
                    RUN,
                    FRESHNESS,
                    SENSOR,
                    SCHEDULE,
                    JOB,
                    AUTOMATION_TYPE -> true;
        };
    }

    /** Returns the only values that it takes; empty if it takes any. */
    List<String> onlyValues() {
        if (this == IS) {
            return List.of("external", "materializable");
        }
        return this == PARTITIONS ? List.of("none", "static", "dynamic", "time", "multipartitions") : List.of();
    }
}
