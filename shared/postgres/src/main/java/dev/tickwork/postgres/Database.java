package dev.tickwork.postgres;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One database and the connections to it. A future that it returns fails with {@link DatabaseDown} when Postgres cannot
 * be asked (at once while it is known to be away), with {@link DatabaseError} when it refused a statement, else with what
 * the caller's own code threw.
 */
public final class Database {
    private static final String PING = """
            SELECT 1
            """;

    private final PostgresConfig config;
    private final Pool pool;
    private final Pool probes;
    private final Availability availability;
    private final Notifications notifications;

    private Database(Vertx vertx, PostgresConfig config) {
        var pools = new Pools(vertx, config);
        this.config = config;
        this.pool = pools.main();
        this.probes = pools.single(config.connectTimeout());
        this.availability = new Availability(vertx, probes, config.connectTimeout());
        this.notifications = new Notifications(
                vertx,
                pools.single(config.transactionTimeout()),
                config.transactionTimeout().dividedBy(3));
    }

    /** Connects when it is first used; a database that is away then is no obstacle. */
    public static Database connect(Vertx vertx, PostgresConfig config) {
        return new Database(vertx, config);
    }

    /**
     * Asks without a transaction: each statement sees what is committed when it starts.
     *
     * @param work gets a {@link Tx} that refuses to change anything
     */
    public <T> Future<T> read(Function<Tx, Future<T>> work) {
        return session(false, (connection, tx) -> attempt(work, tx));
    }

    /**
     * Runs a transaction: committed when the work succeeds, rolled back when it fails or throws. The work may not have
     * happened or, rarely, have happened when this fails with {@link DatabaseDown}, so it must be safe to repeat.
     */
    public <T> Future<T> write(Function<Tx, Future<T>> work) {
        return session(true, (connection, tx) -> connection.begin().compose(transaction -> attempt(work, tx)
                .transform(done -> ended(transaction, done))));
    }

    /** One round trip. */
    public Future<Void> ping() {
        return read(tx -> tx.query(PING, row -> 1)).mapEmpty();
    }

    /** False from the first failure to connect until Postgres answers again; asked twice a second meanwhile. */
    public boolean isUp() {
        return availability.isUp();
    }

    /** Tells each change of {@link #isUp()}, on a thread of Vert.x. */
    public void onChange(Consumer<Boolean> listener) {
        availability.onChange(listener);
    }

    public Notifications notifications() {
        return notifications;
    }

    /** Ends all connections; completes when they are gone. */
    public Future<Void> close() {
        availability.close();
        return Future.join(notifications.close(), probes.close(), pool.close()).mapEmpty();
    }

    private <T> Future<T> session(boolean writes, Session<T> session) {
        if (!availability.isUp()) {
            return Future.failedFuture(new DatabaseDown("postgres is away", null));
        }
        return pool.getConnection()
                .compose(connection -> inTime(connection, new Tx(connection, writes), session))
                .recover(Failures::typed)
                .onFailure(availability::noticed);
    }

    // Whoever waits is told in time. The connection stays with its session until that has ended, so that nobody is
    // handed one on which an answer is still due.
    private <T> Future<T> inTime(SqlConnection connection, Tx tx, Session<T> session) {
        return session.run(connection, tx)
                .eventually(() -> released(connection, tx))
                .timeout(config.transactionTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> tooLate(tx, failure));
    }

    private static Future<Void> released(SqlConnection connection, Tx tx) {
        tx.end();
        return connection.close();
    }

    private static <T> Future<T> tooLate(Tx tx, Throwable failure) {
        if (failure instanceof TimeoutException) {
            tx.end();
        }
        return Future.failedFuture(failure);
    }

    private static <T> Future<T> ended(Transaction transaction, io.vertx.core.AsyncResult<T> work) {
        if (work.succeeded()) {
            return transaction.commit().map(work.result());
        }
        return transaction.rollback().transform(rolledBack -> Future.failedFuture(work.cause()));
    }

    private static <T> Future<T> attempt(Function<Tx, Future<T>> work, Tx tx) {
        return Future.succeededFuture(tx).compose(work::apply);
    }

    /** What is done with a connection. */
    @FunctionalInterface
    private interface Session<T> {
        Future<T> run(SqlConnection connection, Tx tx);
    }
}
