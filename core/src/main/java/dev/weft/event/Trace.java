package dev.weft.event;

import dev.weft.asset.CodeVersion;
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

    /** A trace of logic whose compiler is not known. */
    public Trace(CodeVersion codeVersion, String config, List<InputVersion> inputs) {
        this(codeVersion, "", config, inputs);
    }
}
