package dev.weft.execute;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.CodeVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The version of an asset's logic: the one it declares, else a hash of the class file that declares it, read without loading the class. A change of
 * another method of that class counts too; a change in a class that it calls does not.
 */
public final class CodeVersions {

    private final ClassLoader loader;
    private final Map<String, CodeVersion> byClass = new ConcurrentHashMap<>();

    public CodeVersions(ClassLoader loader) {
        this.loader = loader;
    }

    public CodeVersion of(AssetDefinition asset) {
        return asset.codeVersion()
                .map(CodeVersion::of)
                .orElseGet(() -> byClass.computeIfAbsent(asset.producer().className(), this::ofClass));
    }

    private CodeVersion ofClass(String className) {
        var file = className.replace('.', '/') + ".class";
        try (var in = loader.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(
                        "The class file %s is gone. Compile the project again.".formatted(file));
            }
            var digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
            return CodeVersion.of(HexFormat.of().formatHex(digest, 0, 16));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read %s: %s".formatted(file, e.getMessage()), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
