package dev.tickwork.postgres;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.sqlclient.Transaction;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lends a connection of the pool to one piece of work, and gets it back whatever that does. */
final class Sessions {
    private static final Logger log = LoggerFactory.getLogger(Sessions.class);

    private static final String STATEMENT_TIMEOUT = """
            SELECT set_config('statement_timeout', $1, false)
            """;

    private final RenewablePool pool;
    private final Connector connector;
    private final Duration patience;

    Sessions(RenewablePool pool, Connector connector, Duration patience) {
        this.pool = pool;
        this.connector = connector;
        this.patience = patience;
    }

    <T> Future<T> read(Function<Tx, Future<T>> work) {
        return pool.getConnection()
                .recover(Failures::unconnected)
                .compose(connection -> inTime(new Tx(connection, false), work));
    }

    <T> Future<T> statement(Function<Tx, Future<T>> work) {
        return pool.getConnection()
                .recover(Failures::unconnected)
                .compose(connection -> inTime(new Tx(connection, true), tx -> alone(tx, work)));
    }

    /** On a connection of its own, with a time of its own. */
    <T> Future<T> apart(Duration atMost, Function<Tx, Future<T>> work) {
        return connector
                .single()
                .recover(Failures::unconnected)
                .compose(connection ->
                        inTime(new Tx(connection, true), tx -> patiently(tx, atMost, work), atMost.plus(patience)));
    }

    private static <T> Future<T> patiently(Tx tx, Duration atMost, Function<Tx, Future<T>> work) {
        return tx.query(STATEMENT_TIMEOUT, row -> atMost, String.valueOf(atMost.toMillis()))
                .compose(set -> alone(tx, work));
    }

    <T> Future<T> write(Function<Tx, Future<T>> work) {
        return pool.getConnection()
                .recover(Failures::unconnected)
                .compose(connection -> inTime(new Tx(connection, true), tx -> inTransaction(tx, work)));
    }

    private <T> Future<T> inTime(Tx tx, Function<Tx, Future<T>> work) {
        return inTime(tx, work, patience);
    }

    private static <T> Future<T> inTime(Tx tx, Function<Tx, Future<T>> work, Duration atMost) {
        tx.connection().exceptionHandler(Sessions::logBreak);
        return attempt(work, tx)
                .eventually(() -> handBack(tx))
                .timeout(atMost.toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> cutWhenLate(tx, failure, atMost));
    }

    // Its statement was its own transaction.
    private static <T> Future<T> alone(Tx tx, Function<Tx, Future<T>> work) {
        return attempt(work, tx).onSuccess(done -> tx.committed());
    }

    private static <T> Future<T> inTransaction(Tx tx, Function<Tx, Future<T>> work) {
        return tx.connection()
                .begin()
                .recover(Failures::typed)
                .compose(transaction -> attempt(work, tx).transform(done -> ended(transaction, done)))
                .onSuccess(done -> tx.committed());
    }

    private static <T> Future<T> ended(Transaction transaction, AsyncResult<T> work) {
        if (work.succeeded()) {
            return transaction.commit().map(work.result()).recover(Failures::typed);
        }
        return transaction.rollback().transform(rolledBack -> Future.failedFuture(work.cause()));
    }

    private static <T> Future<T> attempt(Function<Tx, Future<T>> work, Tx tx) {
        return Future.succeededFuture(tx).compose(work::apply);
    }

    private static Future<Void> handBack(Tx tx) {
        return tx.end() ? tx.connection().close() : Future.succeededFuture();
    }

    // Its work still goes on, or an answer is due on its connection, so nobody else may have that.
    private static <T> Future<T> cutWhenLate(Tx tx, Throwable failure, Duration atMost) {
        if (!tx.end()) {
            return Future.failedFuture(failure);
        }
        Wire.cut(tx.connection());
        return Future.failedFuture(new DatabaseDown("not done after " + atMost.toMillis() + " ms, given up", failure));
    }

    // Without a handler the client prints a stack trace; those who wait on the connection are told anyway.
    private static void logBreak(Throwable failure) {
        log.atDebug().addKeyValue("error", failure.getMessage()).log("connection broke");
    }
}
