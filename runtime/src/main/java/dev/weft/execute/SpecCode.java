package dev.weft.execute;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.CheckDefinition;
import dev.weft.asset.CodeVersion;
import dev.weft.plan.CodeChange;
import dev.weft.plan.CurrentCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The code of assets, with what a factory told each of its assets apart by as a part of it. */
public record SpecCode(CurrentCode code) implements CurrentCode {

    @Override
    public CodeVersion versionOf(AssetDefinition asset) {
        var version = code.versionOf(asset);
        return asset.producer()
                .spec()
                .map(spec -> CodeVersion.of(hash(version.text() + " " + spec)))
                .orElse(version);
    }

    @Override
    public CodeVersion versionOfCheck(CheckDefinition check) {
        return code.versionOfCheck(check);
    }

    @Override
    public String compilerOf(AssetDefinition asset) {
        return code.compilerOf(asset);
    }

    @Override
    public List<CodeChange> changesSince(AssetDefinition asset, CodeVersion from) {
        return asset.producer().spec().isPresent() ? List.of() : code.changesSince(asset, from);
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
