package dev.tickwork.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool that is made anew after an outage: connections that were being made when the server fell silent would keep
 * their places for as long as the operating system waits, which may be a quarter of an hour.
 */
final class RenewablePool {
    private static final Logger log = LoggerFactory.getLogger(RenewablePool.class);
    private static final long PATIENCE_MILLIS = 1_000;

    private final Connector connector;
    private final Set<Future<SqlConnection>> waiting = ConcurrentHashMap.newKeySet();
    private Pool pool;

    RenewablePool(Connector connector) {
        this.connector = connector;
        this.pool = connector.pool();
    }

    /** A connection that was open a moment ago, so that what the server ended while nobody looked harms nobody. */
    Future<SqlConnection> getConnection() {
        Future<SqlConnection> given = current().getConnection();
        if (!given.isComplete()) {
            waiting.add(given);
            given.onComplete(answer -> waiting.remove(given));
        }
        return given.compose(this::unlessBroken);
    }

    synchronized void renew() {
        pool.close().onFailure(failure -> log.atDebug().setCause(failure).log("old connections did not close"));
        pool = connector.pool();
    }

    /**
     * Those who wait for a connection get it first, unless that takes long: a pool that is closed at the wrong moment of
     * connecting never ends, and Vert.x with it never either (seen in 5.0.8).
     */
    Future<Void> close() {
        return Future.join(List.copyOf(waiting))
                .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .transform(answered -> current().close());
    }

    private Future<SqlConnection> unlessBroken(SqlConnection connection) {
        if (Wire.isOpen(connection)) {
            return Future.succeededFuture(connection);
        }
        return connection.close().transform(gone -> getConnection());
    }

    private synchronized Pool current() {
        return pool;
    }
}
