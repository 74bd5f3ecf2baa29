package dev.tickwork.runtime.retention;

import dev.tickwork.domain.time.Alarm;
import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.postgres.Database;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tidies up after many rows of a table are gone, for as long as that takes, and lets the run say how far it is. */
final class Optimising {
    private static final Logger log = LoggerFactory.getLogger(Optimising.class);
    private static final Duration LOOKED_AT_EVERY = Duration.ofSeconds(2);

    private final Database database;
    private final Time time;
    private final VacuumStore vacuums = new VacuumStore();

    Optimising(Database database, Time time) {
        this.database = database;
        this.time = time;
    }

    /** Completes when it is done; fails when Postgres refuses it, is away, or is not done with it in time. */
    Future<Void> of(Retained table, Duration atMost, RunContext run) {
        run.progress(0, null, "tidying up " + table.policy().table());
        return database.maintenance(
                atMost, tx -> vacuums.session(tx).compose(session -> watched(session, run, () -> table.optimise(tx))));
    }

    private Future<Void> watched(int session, RunContext run, Supplier<Future<Void>> work) {
        var isOver = new AtomicBoolean();
        lookLater(session, run, isOver);
        return work.get().onComplete(done -> isOver.set(true));
    }

    private void lookLater(int session, RunContext run, AtomicBoolean isOver) {
        Alarm unused = time.wakeAfter(LOOKED_AT_EVERY, () -> look(session, run, isOver));
    }

    private void look(int session, RunContext run, AtomicBoolean isOver) {
        if (isOver.get()) {
            return;
        }
        database.read(tx -> vacuums.step(tx, session))
                .onSuccess(step -> step.filter(now -> !isOver.get()).ifPresent(now -> tell(run, now)))
                .onFailure(Optimising::unseen)
                .onComplete(looked -> lookLater(session, run, isOver));
    }

    private static void tell(RunContext run, VacuumStore.Step step) {
        run.progress(step.done(), step.total(), step.relation() + ": " + step.phase() + ", in blocks");
    }

    private static void unseen(Throwable failure) {
        log.atDebug().addKeyValue("error", failure.getMessage()).log("how far a vacuum is was not seen");
    }
}
