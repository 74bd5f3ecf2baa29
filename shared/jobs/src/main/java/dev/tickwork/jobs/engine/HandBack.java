package dev.tickwork.jobs.engine;

import dev.tickwork.postgres.DatabaseDown;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for runs to end that may not go on here, but not for long: what goes on then is handed back, so that others may
 * take it at once. Touched on the engine's context only.
 */
final class HandBack {
    private static final Logger log = LoggerFactory.getLogger(HandBack.class);

    private final EngineContext context;
    private final Worker worker;
    private final Runner runner;

    HandBack(EngineContext context, Worker worker, Runner runner) {
        this.context = context;
        this.worker = worker;
        this.runner = runner;
    }

    /**
     * @param ended completes when they have ended and been recorded
     * @param atMost how long that may take
     * @param which runs are meant
     * @return completes when none of them is under way here, but for those that the ledger does not have yet
     */
    Future<Void> unless(Future<Void> ended, Duration atMost, Predicate<Execution> which) {
        return ended.timeout(atMost.toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> failure instanceof TimeoutException
                        ? context.call(() -> rest(which))
                        : Future.failedFuture(failure));
    }

    private Future<Void> rest(Predicate<Execution> which) {
        List<Execution> rest = runner.letGo(which);
        if (rest.isEmpty()) {
            return Future.succeededFuture();
        }
        log.atWarn().addKeyValue("rows", rest.size()).log("runs did not end in time and are handed back");
        return worker.handBack(rest).recover(HandBack::later).onComplete(handedBack -> runner.handedBack(rest));
    }

    private static Future<Void> later(Throwable failure) {
        return failure instanceof DatabaseDown ? Future.succeededFuture() : Future.failedFuture(failure);
    }
}
