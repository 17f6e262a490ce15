package dev.weft.cli.asset;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.cli.command.Common;
import dev.weft.cli.command.ExitCode;
import dev.weft.cli.command.WeftCommand;
import dev.weft.cli.session.Session;
import dev.weft.cli.terminal.Json;
import dev.weft.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what an asset is made of, and what is made of it. */
@Command(name = "lineage", description = "Shows what an asset is made of, and what is made of it.")
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
public final class LineageCommand extends WeftCommand {

    /** How lineage is drawn. */
    enum Format {
        tree,
        mermaid,
        dot
    }

    @Parameters(paramLabel = "ASSET", description = "The asset's key.")
    private String asset = "";

    @Option(names = "--up", description = "Only what it is made of.")
    private boolean up;

    @Option(names = "--down", description = "Only what is made of it.")
    private boolean down;

    @Option(names = "--depth", defaultValue = "-1", description = "How many steps away. Default: all.")
    private int depth = -1;

    @Option(names = "--format", defaultValue = "tree", description = "${COMPLETION-CANDIDATES}. Default: tree.")
    private Format format = Format.tree;

    @Override
    protected int run(Common common, Terminal terminal) {
        try (var session = Session.open(common, terminal)) {
            var key = session.asset(asset).key();
            var text = new LineageText(session.graph(), depth);
            boolean both = up == down;
            var around = text.around(key, up || both, down || both);
            if (common.json()) {
                terminal.printAll(
                        around.stream().map(found -> json(session, found)).toList());
            } else {
                switch (format) {
                    case tree -> tree(terminal, text, key, up || both, down || both);
                    case mermaid -> terminal.printAll(text.mermaid(around));
                    case dot -> terminal.printAll(text.dot(around));
                }
            }
            return ExitCode.OK;
        }
    }

    private static void tree(Terminal terminal, LineageText text, AssetKey key, boolean up, boolean down) {
        if (up) {
            terminal.print(terminal.dim("made of"));
            terminal.printAll(text.tree(key, text::upstream));
        }
        if (down) {
            terminal.print(terminal.dim("feeds"));
            terminal.printAll(text.tree(key, text::downstream));
        }
    }

    private static Json json(Session session, AssetDefinition asset) {
        return Json.object()
                .with("key", asset.key())
                .with("upstream", session.graph().upstreamOf(asset.key()))
                .with("downstream", session.graph().downstreamOf(asset.key()));
    }
}
