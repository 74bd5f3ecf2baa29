package dev.tickwork.postgres;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;

/**
 * Asks a server whether it speaks TLS, so that {@code sslmode=prefer} knows before it connects. The client itself tries
 * and, where the server does not, leaves the connection of that trial open (seen in 5.0.8).
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-SSL">SSLRequest</a>
 */
final class TlsProbe {
    private static final int LENGTH = 8;
    private static final int SSL_REQUEST = 80877103;

    private final NetClient client;

    TlsProbe(Vertx vertx, Duration patience) {
        this.client =
                vertx.createNetClient(new NetClientOptions().setConnectTimeout(Math.toIntExact(patience.toMillis())));
    }

    Future<Boolean> ask(PostgresUrl url) {
        return client.connect(url.port(), url.host()).compose(TlsProbe::ask);
    }

    private static Future<Boolean> ask(NetSocket socket) {
        Promise<Boolean> answer = Promise.promise();
        socket.handler(bytes -> answer.tryComplete(bytes.getByte(0) == 'S'));
        socket.closeHandler(gone -> answer.tryFail("the server closed the connection"));
        socket.exceptionHandler(answer::tryFail);
        socket.write(Buffer.buffer().appendInt(LENGTH).appendInt(SSL_REQUEST)).onFailure(answer::tryFail);
        return answer.future().eventually(socket::close);
    }
}
