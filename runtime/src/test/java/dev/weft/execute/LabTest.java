package dev.weft.execute;

import dev.weft.catalog.Catalog;
import dev.weft.plan.Plan;
import dev.weft.plan.PlanRequest;
import dev.weft.run.RunId;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests on the assets of {@link Lab}, with a catalog and files of their own each. */
abstract class LabTest {

    @TempDir
    Path folder;

    LabInstance lab;
    Catalog catalog;

    @BeforeEach
    void open() {
        lab = LabInstance.in(folder);
        catalog = lab.catalog();
    }

    @AfterEach
    void close() {
        lab.close();
    }

    /** Returns who hears of runs that nobody listens to otherwise. */
    RunListener listener() {
        return new RunListener() {};
    }

    Plan plan(PlanRequest.Force force, String... names) {
        return lab.plan(force, names);
    }

    RunCoordinator.Result run(Plan plan) throws InterruptedException {
        return lab.run(plan, LabInstance.id(), listener());
    }

    RunCoordinator.Result run(Plan plan, RunId run, RunListener listener) throws InterruptedException {
        return lab.run(plan, run, listener);
    }
}
