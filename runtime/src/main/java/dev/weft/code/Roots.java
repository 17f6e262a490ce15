package dev.weft.code;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.CheckDefinition;
import dev.weft.asset.Parameter;
import dev.weft.asset.Producer;

/** The names under which the code of assets and checks is known. */
final class Roots {

    private Roots() {}

    /** A factory may define the asset or check otherwise although no class changed: then it is another root. */
    static String of(AssetDefinition asset) {
        return of("asset " + asset.key(), asset.producer());
    }

    static String of(CheckDefinition check) {
        return of("check " + check.asset() + " " + check.name(), check.method());
    }

    private static String of(String name, Producer producer) {
        return producer.factory().isEmpty()
                ? name
                : name
                        + " "
                        + Digest.of("%s %s %s"
                                .formatted(
                                        producer.id(),
                                        producer.spec(),
                                        producer.inputs().stream()
                                                .map(Parameter.Input::upstream)
                                                .toList()));
    }
}
