package dev.tickwork.gaprepair;

import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.AuditStore;
import dev.tickwork.jobs.By;
import dev.tickwork.jobs.Enqueued;
import dev.tickwork.jobs.JobEngine;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.RunState;
import dev.tickwork.jobs.Unique;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Tx;
import dev.tickwork.runtime.replies.IdempotentReplies;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes in runs that operators ask for: once however often the same request comes, and with who asked and why. */
final class AskedRuns {
    /** Somebody waits for it. */
    private static final int FIRST = 10;

    /**
     * What is asked for.
     *
     * @param operation its id in the contract
     * @param job that does it
     * @param arguments for the job
     * @param target what it is done to, for the audit
     * @param reason in the operator's words; null where none is asked for
     */
    record Asked(
            String operation,
            String job,
            Record arguments,
            String target,
            @Nullable String reason) {}

    /** What is answered. */
    record Accepted(UUID runId, String state, boolean isNew) {}

    private final JobEngine engine;
    private final IdempotentReplies replies;
    private final Time time;
    private final AuditStore audit = new AuditStore();

    AskedRuns(JobEngine engine, IdempotentReplies replies, Time time) {
        this.engine = engine;
        this.replies = replies;
        this.time = time;
    }

    /**
     * Asks for a run.
     *
     * @param unique while a run of that key stands in the way that one is answered
     * @param check fails with the problem that forbids it
     */
    Future<OperationReply> ask(OperationRequest request, Asked asked, Unique unique, Function<Tx, Future<Void>> check) {
        By by = new By(request.caller().subject(), request.caller().role().label(), asked.reason());
        RunRequest run = RunRequest.of(asked.job(), Origin.api(by.subject()))
                .with(asked.arguments())
                .prior(FIRST)
                .once(unique);
        return replies.answer(asked.operation(), request, tx -> check.apply(tx)
                .compose(allowed -> engine.enqueue(tx, run))
                .compose(queued -> noted(tx, asked, queued, by))
                .map(queued -> OperationReply.accepted(
                        new Accepted(queued.runId(), RunState.PENDING.label(), queued.isNew()))));
    }

    private Future<Enqueued> noted(Tx tx, Asked asked, Enqueued queued, By by) {
        String after = Wire.object().put("run", queued.runId().toString()).toString();
        return audit.add(tx, time.now(), by, new AuditStore.Entry(asked.operation(), asked.target(), null, after))
                .map(queued);
    }
}
