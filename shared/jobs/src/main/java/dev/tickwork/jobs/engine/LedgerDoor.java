package dev.tickwork.jobs.engine;

import dev.tickwork.domain.time.Time;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.DatabaseDown;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Postgres as the engine uses it: it waits a little and then goes on without. From the first failure until {@link
 * #reopen} nobody asks it but who probes, so that a database that hangs delays one run and not each. Safe for any thread.
 */
final class LedgerDoor {
    private static final Logger log = LoggerFactory.getLogger(LedgerDoor.class);

    private final Database database;
    private final Time time;
    private final Duration patience;
    private @Nullable Instant closedSince;
    private @Nullable Instant reopenedAt;

    LedgerDoor(Database database, Time time, Duration patience) {
        this.database = database;
        this.time = time;
        this.patience = patience;
    }

    synchronized boolean isClosed() {
        return closedSince != null;
    }

    /** One transaction. Fails with {@link DatabaseDown} at once while closed, and when Postgres does not answer in time. */
    <T> Future<T> write(Function<Tx, Future<T>> work) {
        return isClosed() ? Future.failedFuture(new DatabaseDown("postgres is away", null)) : probe(work);
    }

    /** A single statement, in one round trip, that may take as long as the database allows; a failure closes nothing. */
    <T> Future<T> statement(Function<Tx, Future<T>> work) {
        return isClosed() ? Future.failedFuture(new DatabaseDown("postgres is away", null)) : database.statement(work);
    }

    /** One transaction, tried although it is closed. */
    <T> Future<T> probe(Function<Tx, Future<T>> work) {
        return inTime(database.write(work)).onFailure(this::noticed);
    }

    /** One transaction that may take as long as the database allows; a failure closes nothing. */
    <T> Future<T> writeAtLeisure(Function<Tx, Future<T>> work) {
        return database.write(work);
    }

    /** Reads what is committed. Fails with {@link DatabaseDown} as {@link #write} does, but closes nothing. */
    <T> Future<T> read(Function<Tx, Future<T>> work) {
        return isClosed()
                ? Future.failedFuture(new DatabaseDown("postgres is away", null))
                : inTime(database.read(work));
    }

    synchronized void reopen() {
        if (closedSince == null) {
            return;
        }
        reopenedAt = time.now();
        log.atInfo()
                .addKeyValue("ms", Duration.between(closedSince, reopenedAt).toMillis())
                .log("postgres is back");
        closedSince = null;
    }

    /** When it was reopened last; null when it was never closed. */
    synchronized @Nullable Instant reopenedAt() {
        return reopenedAt;
    }

    private synchronized void noticed(Throwable failure) {
        if (failure instanceof DatabaseDown && closedSince == null) {
            closedSince = time.now();
            log.atWarn().addKeyValue("error", failure.getMessage()).log("postgres is away, going on without");
        }
    }

    private <T> Future<T> inTime(Future<T> answer) {
        return answer.timeout(patience.toMillis(), TimeUnit.MILLISECONDS).recover(LedgerDoor::typed);
    }

    private static <T> Future<T> typed(Throwable failure) {
        return Future.failedFuture(
                failure instanceof TimeoutException ? new DatabaseDown("postgres is too slow", failure) : failure);
    }
}
