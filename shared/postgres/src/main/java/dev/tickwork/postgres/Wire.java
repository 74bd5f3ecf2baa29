package dev.tickwork.postgres;

import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.internal.Connection;
import io.vertx.sqlclient.internal.SqlConnectionInternal;

/**
 * Cuts a connection on which an answer is overdue.
 *
 * <p>The client offers no way: its close waits behind the overdue answer, and a pool ignores NetClientOptions (seen in
 * 5.0.8), so that no idle timeout ends it either. Hence the look behind its interfaces, at this one place.
 */
final class Wire {
    private Wire() {}

    /** Whoever waits on the connection is told that it broke, and its pool makes another. */
    static void cut(SqlConnection connection) {
        Connection inner = ((SqlConnectionInternal) connection).unwrap().unwrap();
        if (inner instanceof SocketConnectionBase socket) {
            var unused = socket.socket().close();
        }
    }
}
