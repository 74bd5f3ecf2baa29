package dev.tickwork.postgres;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

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
    private final RenewablePool pool;
    private final Sessions sessions;
    private final Availability availability;
    private final Notifications notifications;

    private Database(Vertx vertx, PostgresConfig config) {
        var connector = new Connector(vertx, config);
        this.config = config;
        this.pool = new RenewablePool(connector);
        this.sessions = new Sessions(pool, connector, config.transactionTimeout());
        this.availability = new Availability(vertx, connector, pool::renew);
        this.notifications = new Notifications(vertx, connector);
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
        return unlessAway(() -> sessions.read(work));
    }

    /**
     * Runs a transaction: committed when the work succeeds, rolled back when it fails or throws. The work may not have
     * happened or, rarely, have happened when this fails with {@link DatabaseDown}, so it must be safe to repeat.
     */
    public <T> Future<T> write(Function<Tx, Future<T>> work) {
        return unlessAway(() -> sessions.write(work));
    }

    /**
     * Runs a single statement, which is its own transaction: one round trip where {@link #write} needs three. Of several,
     * each would commit by itself. Safe to repeat, as for {@link #write}.
     */
    public <T> Future<T> statement(Function<Tx, Future<T>> work) {
        return unlessAway(() -> sessions.statement(work));
    }

    /**
     * Runs statements that may take long, such as {@code VACUUM}, each its own transaction, on a connection that is made for
     * them and ended afterwards, so that they keep no other work waiting. Safe to repeat, as for {@link #write}.
     *
     * @param atMost after which Postgres ends a statement, and all of them are given up
     */
    public <T> Future<T> maintenance(Duration atMost, Function<Tx, Future<T>> work) {
        return unlessAway(() -> sessions.apart(atMost, work));
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
    public Listening onChange(Consumer<Boolean> listener) {
        return availability.onChange(listener);
    }

    public Notifications notifications() {
        return notifications;
    }

    /** Ends all connections. Completes when they are gone, or have been given their time to answer. */
    public Future<Void> close() {
        availability.close();
        notifications.close();
        return pool.close()
                .timeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .recover(Database::forgiveSilence);
    }

    private <T> Future<T> unlessAway(Supplier<Future<T>> session) {
        if (!availability.isUp()) {
            return Future.failedFuture(new DatabaseDown("postgres is away", null));
        }
        return session.get().onFailure(availability::noticed);
    }

    private static Future<Void> forgiveSilence(Throwable failure) {
        return failure instanceof TimeoutException ? Future.succeededFuture() : Future.failedFuture(failure);
    }
}
