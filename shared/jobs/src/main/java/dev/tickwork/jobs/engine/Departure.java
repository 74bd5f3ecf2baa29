package dev.tickwork.jobs.engine;

import io.vertx.core.Future;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a node out of service: it takes nothing more, ends what goes on or hands it back, records what happened and says
 * good-bye. Touched on the engine's context only.
 */
final class Departure {
    private static final Logger log = LoggerFactory.getLogger(Departure.class);

    private final Dispatcher dispatcher;
    private final Worker worker;
    private final Runner runner;
    private final HandBack handBack;
    private final Backlog backlog;
    private final LeasesHere leases;
    private final Pulse pulse;

    Departure(
            Dispatcher dispatcher,
            Worker worker,
            Runner runner,
            HandBack handBack,
            Backlog backlog,
            LeasesHere leases,
            Pulse pulse) {
        this.dispatcher = dispatcher;
        this.worker = worker;
        this.runner = runner;
        this.handBack = handBack;
        this.backlog = backlog;
        this.leases = leases;
        this.pulse = pulse;
    }

    /** @param atMost what goes on longer is handed back */
    Future<Void> drain(Duration atMost) {
        Future<Void> ended = dispatcher
                .stop()
                .compose(stopped -> Future.join(worker.stop(), leases.leaveAll()))
                .transform(handedBack -> runner.allDone());
        return handBack.unless(ended, atMost, run -> true)
                .compose(done -> recordRest())
                .compose(recorded -> pulse.sayGoodBye());
    }

    private Future<Void> recordRest() {
        return backlog.flush().recover(failure -> {
            log.atError()
                    .addKeyValue("rows", backlog.size())
                    .addKeyValue("error", failure.getMessage())
                    .log("runs could not be recorded before the end");
            return Future.succeededFuture();
        });
    }
}
