package dev.weft.catalog;

import dev.weft.catalog.Needs.StepOf;
import dev.weft.event.Event;
import dev.weft.event.EventBody;
import java.sql.SQLException;
import java.util.List;

/** Makes all projections again from the event log, page by page. */
final class Rebuild {

    private static final int PAGE = 2000;

    private Rebuild() {}

    /** Returns the number of events read. */
    static long rebuild(WorkingSet own) throws SQLException {
        var session = own.session();
        for (var table : List.of(
                "version",
                "slot",
                "asset_moved",
                "evaluation",
                "run",
                "step",
                "check_latest",
                "check_count",
                "graph_latest")) {
            session.update("delete from " + table);
        }
        long read = 0;
        long after = 0;
        while (true) {
            var page = session.list(
                    "select " + HistoryReads.EVENT_COLUMNS + " from event e where e.seq > ? order by e.seq limit ?",
                    List.<Object>of(after, PAGE),
                    HistoryReads::event);
            if (page.isEmpty()) {
                return read;
            }
            apply(session, page);
            read += page.size();
            after = page.get(page.size() - 1).sequence();
        }
    }

    private static void apply(Session session, List<Event> page) throws SQLException {
        var projections = new Projections(session, new Reservations(session));
        var needs = new Needs();
        for (var event : page) {
            event.run().ifPresent(needs::run);
            event.run().ifPresent(run -> event.step().ifPresent(step -> needs.steps.add(new StepOf(run, step))));
            Fact.subject(event.body()).ifPresent(needs.slots::add);
            if (event.body() instanceof EventBody.StepStarted started) {
                needs.slots.addAll(started.outputs());
            }
        }
        projections.load(needs);
        for (var event : page) {
            projections.apply(
                    event.sequence(), Session.micros(event.time()), event.run(), event.step(), Fact.of(event.body()));
        }
        projections.flush();
    }
}
