package dev.tickwork.runtime.deployment;

import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.AuditStore;
import dev.tickwork.jobs.By;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.DatabaseDown;
import dev.tickwork.postgres.Tx;
import dev.tickwork.runtime.replies.IdempotentReplies;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes down who redeploys what and why, before it is done, with what it was answered; and how it ended. */
public final class RedeployAudit {
    private static final String OPERATION = "verticles.redeploy";
    private static final String BEGINS = "verticle.redeploy";
    private static final String ENDED = "verticle.redeployed";
    private static final Duration AGAIN = Duration.ofSeconds(5);

    /**
     * How a redeploy ended.
     *
     * @param nodes where it was to happen
     * @param failure why it ended early; null when it did not
     */
    record Ended(List<String> nodes, @Nullable String failure) {}

    private final Database database;
    private final Time time;
    private final IdempotentReplies replies;
    private final AuditStore store = new AuditStore();

    public RedeployAudit(Database database, Time time, IdempotentReplies replies) {
        this.database = database;
        this.time = time;
        this.replies = replies;
    }

    /** What the same request was answered before; empty when it was not. Fails as {@link #begins} does. */
    Future<Optional<OperationReply>> before(OperationRequest request) {
        return replies.before(OPERATION, request).recover(failure -> Future.failedFuture(explained(failure)));
    }

    /**
     * Keeps the answer to a request, unless the same one was answered before. Fails with a problem while Postgres is away:
     * what cannot be written down is not done.
     *
     * @return what is to be answered; a replay when another one is doing it
     */
    Future<OperationReply> begins(
            OperationRequest request, RedeployOrder order, VerticleList all, OperationReply reply) {
        AuditStore.Entry entry = begins(order, all);
        return replies.answer(OPERATION, request, tx -> write(tx, order, entry).map(reply))
                .recover(failure -> Future.failedFuture(explained(failure)));
    }

    private static AuditStore.Entry begins(RedeployOrder order, VerticleList all) {
        VerticleList its = new VerticleList(all.verticles().stream()
                .filter(one -> one.name().equals(order.verticle()))
                .toList());
        return new AuditStore.Entry(BEGINS, order.verticle(), Wire.encode(its), null);
    }

    Future<Void> ended(RedeployOrder order, Optional<String> failure) {
        var after = new Ended(order.nodeNames(), failure.orElse(null));
        var entry = new AuditStore.Entry(ENDED, order.verticle(), null, Wire.encode(after));
        return database.write(tx -> write(tx, order, entry)).mapEmpty();
    }

    private Future<Integer> write(Tx tx, RedeployOrder order, AuditStore.Entry entry) {
        return store.add(tx, time.now(), by(order), entry);
    }

    private static By by(RedeployOrder order) {
        return new By(order.by().subject(), order.by().role().label(), order.reason());
    }

    private static Throwable explained(Throwable failure) {
        return failure instanceof DatabaseDown
                ? ApiProblem.unavailable(
                        "not_audited", "the database is away, and what cannot be audited is not done", AGAIN)
                : failure;
    }
}
