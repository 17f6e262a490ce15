package dev.weft.event;

import dev.weft.api.DataVersion;
import dev.weft.api.PartitionKey;
import dev.weft.asset.CodeVersion;
import dev.weft.fingerprint.Fingerprint;
import java.util.List;

/**
 * Everything that decides whether a version is still good: the logic, the configuration, the inputs.
 *
 * @param codeVersion the logic's version
 * @param compiler what compiled the logic, such as {@code javac 17}; empty if that is unknown or the version is an explicit one
 * @param config the hash of the run's configuration; empty if the asset takes none
 * @param inputs the upstream versions read, sorted by upstream
 */
public record Trace(CodeVersion codeVersion, String compiler, String config, List<InputVersion> inputs) {

    public Trace {
        inputs = inputs.stream()
                .sorted(java.util.Comparator.comparing(InputVersion::upstream))
                .toList();
    }

    /** Returns a text that two traces share exactly when a version made of the one is what would be made of the other. */
    public String fingerprint() {
        return fingerprint(new Fingerprint(), codeVersion, config, inputs);
    }

    /**
     * Returns the fingerprint that the trace of these parts has.
     *
     * @param fingerprint one that holds nothing, to be used again
     * @param inputs sorted by upstream
     */
    public static String fingerprint(
            Fingerprint fingerprint, CodeVersion codeVersion, String config, List<InputVersion> inputs) {
        fingerprint.add(codeVersion.text()).add(config).add(inputs.size());
        for (var input : inputs) {
            fingerprint
                    .add(input.upstream().asset().text())
                    .add(input.upstream().partition().map(PartitionKey::text).orElse(""))
                    .add(input.dataVersion().map(DataVersion::text).orElse(""));
        }
        return fingerprint.text();
    }

    /** A trace of logic whose compiler is not known. */
    public Trace(CodeVersion codeVersion, String config, List<InputVersion> inputs) {
        this(codeVersion, "", config, inputs);
    }
}
