package dev.weft.code;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.CheckDefinition;
import dev.weft.asset.Parameter;

/** The names under which the code of assets and checks is known. */
final class Roots {

    private Roots() {}

    /** A factory may define the asset otherwise although no class changed: then it is another root. */
    static String of(AssetDefinition asset) {
        var name = "asset " + asset.key();
        var producer = asset.producer();
        return producer.factory().isEmpty()
                ? name
                : name
                        + " "
                        + Digest.of("%s %s %s"
                                .formatted(
                                        producer.id(),
                                        producer.spec(),
                                        asset.inputs().stream()
                                                .map(Parameter.Input::upstream)
                                                .toList()));
    }

    static String of(CheckDefinition check) {
        return "check " + check.asset() + " " + check.name();
    }
}
