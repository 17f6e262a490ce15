package dev.weft.execute;

import dev.weft.asset.AssetPartition;
import dev.weft.plan.RecordedState;
import dev.weft.plan.Traces;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

/** Computes views for somebody who is no step. */
public final class ViewReader {

    private final RunSetup setup;
    private final Traces traces;
    private final Ledger ledger;

    /** @param state what lies behind the views */
    public ViewReader(RunSetup setup, Traces traces, RecordedState state) {
        this.setup = setup;
        this.traces = traces;
        this.ledger = new Ledger(state);
    }

    /** Returns the rows of these partitions of a view as records, one after the other. */
    public <R extends Record> List<R> rows(List<AssetPartition> parts, Class<R> row) {
        try (var arguments = arguments();
                var rows = views(arguments).rows(parts, row, context(parts.get(0)))) {
            return rows.toList();
        }
    }

    /** Returns the value of a view that is no rows. */
    public Object value(AssetPartition part, Type type) {
        try (var arguments = arguments()) {
            return views(arguments).single(List.of(part), type, context(part));
        }
    }

    private Arguments arguments() {
        return new Arguments(setup.graph(), traces, ledger, setup.stores(), setup.code());
    }

    private Views views(Arguments arguments) {
        return new Views(setup.graph(), traces, ledger, setup.code(), arguments);
    }

    private StepContext context(AssetPartition part) {
        return new StepContext(
                part.asset().text(),
                part.partition(),
                Optional.empty(),
                "read",
                1,
                setup.clock(),
                setup.clock().instant(),
                () -> false);
    }
}
