package dev.tickwork.postgres;

import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.internal.Connection;
import io.vertx.sqlclient.internal.SqlConnectionInternal;

/**
 * What we must know and do about the socket of a connection, and what the client does not offer: its close waits behind
 * an overdue answer, a pool ignores NetClientOptions (seen in 5.0.8), so that no idle timeout ends a connection either,
 * and it may lend one that has just broken. Hence the look behind its interfaces, at this one place.
 */
final class Wire {
    private Wire() {}

    static boolean isOpen(SqlConnection connection) {
        return ((SqlConnectionInternal) connection).unwrap().unwrap().isValid();
    }

    /** Whoever waits on the connection is told that it broke, and its pool makes another. */
    static void cut(SqlConnection connection) {
        Connection inner = ((SqlConnectionInternal) connection).unwrap().unwrap();
        if (inner instanceof SocketConnectionBase socket) {
            var unused = socket.socket().close();
        }
    }
}
