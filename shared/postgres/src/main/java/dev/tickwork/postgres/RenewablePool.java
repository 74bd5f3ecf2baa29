package dev.tickwork.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool that is made anew after an outage: connections that were being made when the server fell silent would keep
 * their places for as long as the operating system waits, which may be a quarter of an hour.
 */
final class RenewablePool {
    private static final Logger log = LoggerFactory.getLogger(RenewablePool.class);

    private final Connector connector;
    private Pool pool;

    RenewablePool(Connector connector) {
        this.connector = connector;
        this.pool = connector.pool();
    }

    /** A connection that was open a moment ago, so that what the server ended while nobody looked harms nobody. */
    Future<SqlConnection> getConnection() {
        return current().getConnection().compose(this::unlessBroken);
    }

    synchronized void renew() {
        pool.close().onFailure(failure -> log.atDebug().setCause(failure).log("old connections did not close"));
        pool = connector.pool();
    }

    Future<Void> close() {
        return current().close();
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
