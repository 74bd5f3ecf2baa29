package dev.tickwork.runtime.deployment;

import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.AuditStore;
import dev.tickwork.jobs.By;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.DatabaseDown;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes down who redeploys what and why, before it is done, and how it ended. */
public final class RedeployAudit {
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
    private final AuditStore store = new AuditStore();

    public RedeployAudit(Database database, Time time) {
        this.database = database;
        this.time = time;
    }

    /** Fails with a problem while Postgres is away: what cannot be written down is not done. */
    Future<Void> begins(RedeployOrder order, VerticleList all) {
        VerticleList its = new VerticleList(all.verticles().stream()
                .filter(one -> one.name().equals(order.verticle()))
                .toList());
        return write(order, new AuditStore.Entry(BEGINS, order.verticle(), Wire.encode(its), null))
                .recover(failure -> Future.failedFuture(explained(failure)));
    }

    Future<Void> ended(RedeployOrder order, Optional<String> failure) {
        var after = new Ended(order.nodeNames(), failure.orElse(null));
        return write(order, new AuditStore.Entry(ENDED, order.verticle(), null, Wire.encode(after)));
    }

    private Future<Void> write(RedeployOrder order, AuditStore.Entry entry) {
        return database.write(tx -> store.add(tx, time.now(), by(order), entry)).mapEmpty();
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
