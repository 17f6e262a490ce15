package dev.weft.execute;

import dev.weft.api.CheckResult;
import dev.weft.api.DataVersion;
import dev.weft.event.Content;
import dev.weft.secret.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What user code gave, without the secrets in it, before it is recorded. */
final class Masked {

    private Masked() {}

    static CheckResult check(CheckResult result) {
        return new CheckResult(result.severity(), Secrets.mask(result.message()), Secrets.mask(result.metadata()));
    }

    static Content content(Content content) {
        return new Content(
                content.dataVersion(),
                content.rows(),
                content.bytes(),
                content.columns(),
                Secrets.maskJson(content.preview()));
    }

    /** A version that holds a secret becomes its hash: masking would make different versions equal. */
    static DataVersion version(DataVersion version) {
        if (Secrets.mask(version.text()).equals(version.text())) {
            return version;
        }
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256").digest(version.text().getBytes(StandardCharsets.UTF_8));
            return DataVersion.of(HexFormat.of().formatHex(digest, 0, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
