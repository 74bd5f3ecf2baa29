package dev.tickwork.runtime.jobs;

import dev.tickwork.jobs.JobEngine;
import dev.tickwork.messages.Bus;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Subscription;
import io.vertx.core.Future;

/** Answers {@code jobs.status}; any process can, because the truth is in Postgres. */
public final class JobOperations {
    private final JobEngine engine;
    private Subscription subscription = Future::succeededFuture;

    public JobOperations(JobEngine engine) {
        this.engine = engine;
    }

    /** Answers from now on. */
    public Future<Void> start(Bus bus) {
        return bus.answer(
                        Operations.call("jobs.status"), asked -> engine.status().map(OperationReply::ok))
                .onSuccess(started -> subscription = started)
                .mapEmpty();
    }

    /** Answers no more. */
    public Future<Void> stop() {
        return subscription.end();
    }
}
