package dev.tickwork.runtime.jobs;

import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.JobEngine;
import dev.tickwork.messages.Bus;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.postgres.Database;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** Answers the operations on jobs, runs, schedules and queues; any process can, because the truth is in Postgres. */
public final class JobOperations {
    private final AnsweredOperations answered;

    public JobOperations(JobParts parts) {
        JobEngine engine = parts.engine();
        Database database = parts.database();
        Time time = parts.time();
        var actions = new Actions(parts.replies());
        this.answered = new AnsweredOperations(List.of(
                Map.of("jobs.status", asked -> engine.status().map(OperationReply::ok)),
                new RunOperations(database, time).all(),
                new BackgroundOperations(database, time).all(),
                new AuditOperations(database).all(),
                new IngestionOperations(database).all(),
                new BulkOperations(engine, database, time, actions).all(),
                new RunsByHand(engine, actions, time).all(),
                new CleanupOperations(new BackgroundTasks(engine, parts.replies())).all(),
                new OperatorAnswers(engine.operator(), parts, actions).all()));
    }

    /** Answers from now on. */
    public Future<Void> start(Bus bus) {
        return answered.start(bus);
    }

    /** Answers no more. */
    public Future<Void> stop() {
        return answered.stop();
    }
}
