package dev.weft.plan;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.CheckDefinition;
import dev.weft.asset.CodeVersion;
import java.util.List;

/** What the logic of assets and checks is now, and how it differs from what it was. Safe for use by many threads. */
@FunctionalInterface
public interface CurrentCode {

    /** Returns the version of an asset's logic. */
    CodeVersion versionOf(AssetDefinition asset);

    /** Returns the version of a check's logic, which is never a part of its asset's. */
    default CodeVersion versionOfCheck(CheckDefinition check) {
        return CodeVersion.of("unknown");
    }

    /** Returns what compiled the asset's class, such as {@code javac 17}; empty if that is not known or does not matter. */
    default String compilerOf(AssetDefinition asset) {
        return "";
    }

    /** Returns the places that changed since an earlier version, those nearest to the asset first; empty if that is not known. */
    default List<CodeChange> changesSince(AssetDefinition asset, CodeVersion from) {
        return List.of();
    }
}
