package dev.tickwork.jobs.engine;

import dev.tickwork.domain.Fault;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks runs on this node to stop, those that wait here for a free hand included. Touched on the engine's context only. */
final class Cancellations {
    private static final Logger log = LoggerFactory.getLogger(Cancellations.class);

    private final Workshop workshop;
    private final Runner runner;
    private final Intake intake;

    Cancellations(Workshop workshop, Runner runner, Intake intake) {
        this.workshop = workshop;
        this.runner = runner;
        this.intake = intake;
    }

    /** Somebody wants a run to stop, perhaps one of ours. */
    void heard(UUID run) {
        if (!runner.isRunning(run) && !intake.ids().contains(run)) {
            return;
        }
        workshop.door()
                .read(tx -> workshop.cancels().reason(tx, run))
                .onSuccess(reason -> reason.ifPresent(why -> unwanted(run, why)))
                .onFailure(Cancellations::later);
    }

    /**
     * Looks for all that should stop here, because we were deaf for a while, or heard of a run before the answer came that
     * it is ours. Asks nobody when nothing is in hand.
     */
    void look() {
        if (!runner.isIdle() || !intake.ids().isEmpty()) {
            lookForAll();
        }
    }

    private void lookForAll() {
        workshop.door()
                .read(tx -> workshop.cancels().asked(tx, workshop.node()))
                .onSuccess(wishes -> wishes.forEach(wish -> unwanted(wish.run(), wish.reason())))
                .onFailure(Cancellations::later);
    }

    private void unwanted(UUID run, String reason) {
        if (!intake.unwanted(run, new Fault.Cancelled(reason))) {
            runner.unwanted(run, reason);
        }
    }

    private static void later(Throwable failure) {
        log.atDebug()
                .addKeyValue("error", failure.getMessage())
                .log("cancellations are looked for when postgres is back");
    }
}
