package dev.tickwork.bench.fanout;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * Many clients of one server, in one event loop. Each message ends with the moment it was published; what a client does
 * with it is count it and note how old it is.
 */
final class Crowd {
    private static final String HANDSHAKE = """
            GET %s HTTP/1.1\r
            Host: 127.0.0.1\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Version: 13\r
            \r
            """;
    /** Before the moment of publication; short, and nowhere else in a price. */
    private static final String MARK = "@";

    private static final long PING_MS = 5_000;
    private static final int MOMENT_DIGITS = 19;
    private static final int LONGEST_SHORT_FRAME = 125;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final NetClient client = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
    private final FanOutServer server;
    private final int size;
    private final Semaphore deliveries = new Semaphore(0);
    private final Histogram ages = new Histogram(3);
    private long received;
    private volatile boolean isClosing;

    Crowd(FanOutServer server, int size) {
        this.server = server;
        this.size = size;
    }

    /** Connects all and lets them register. Completes when every client was greeted. */
    Future<Void> gather(int port, List<String> addresses) {
        List<Future<Void>> clients = IntStream.range(0, size)
                .mapToObj(
                        number -> client.connect(port, "127.0.0.1").compose(socket -> greet(socket, number, addresses)))
                .toList();
        return Future.all(clients).mapEmpty();
    }

    /** One permit for each update that all have. */
    Semaphore deliveries() {
        return deliveries;
    }

    /** Counts from zero again. */
    Future<Void> forget() {
        return Future.future(done -> vertx.runOnContext(now -> {
            received = 0;
            deliveries.drainPermits();
            done.complete();
        }));
    }

    /** The ages in nanoseconds since the last call; to be called while nothing is under way. */
    Histogram takeAges() {
        Histogram taken = ages.copy();
        forgetAges();
        return taken;
    }

    void forgetAges() {
        ages.reset();
    }

    Future<Void> close() {
        isClosing = true;
        return vertx.close();
    }

    private void lost(Throwable failure) {
        if (!isClosing) {
            throw new IllegalStateException("a client was lost", failure);
        }
    }

    private Future<Void> greet(NetSocket socket, int number, List<String> addresses) {
        Promise<Void> greeted = Promise.promise();
        String path = server.path().endsWith("/000/") ? server.path() + "c" + number + "/websocket" : server.path();
        socket.handler(answer -> {
            socket.handler(new FrameReader(this::heard));
            addresses.stream()
                    .map(server::registration)
                    .filter(frame -> !frame.isEmpty())
                    .forEach(frame -> say(socket, frame));
            if (!server.ping().isEmpty()) {
                vertx.setPeriodic(PING_MS, timer -> say(socket, server.ping()));
            }
            greeted.complete();
        });
        return socket.write(HANDSHAKE.formatted(path)).compose(sent -> greeted.future());
    }

    /** SockJS may put several messages into a frame. */
    private void heard(Buffer payload) {
        String text = payload.toString(StandardCharsets.ISO_8859_1);
        for (int mark = text.indexOf(MARK); mark >= 0; mark = text.indexOf(MARK, mark + 1)) {
            count(Long.parseLong(text, mark + MARK.length(), mark + MARK.length() + MOMENT_DIGITS, 10));
        }
    }

    private void count(long publishedAt) {
        ages.recordValue(System.nanoTime() - publishedAt);
        received++;
        if (received % size == 0) {
            deliveries.release();
        }
    }

    /** A client masks its frames; a mask of zeros leaves the text as it is. */
    private void say(NetSocket socket, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Buffer frame = Buffer.buffer().appendByte((byte) 0x81);
        if (bytes.length <= LONGEST_SHORT_FRAME) {
            frame.appendByte((byte) (0x80 | bytes.length));
        } else {
            frame.appendByte((byte) (0x80 | 126)).appendUnsignedShort(bytes.length);
        }
        socket.write(frame.appendInt(0).appendBytes(bytes)).onFailure(this::lost);
    }
}
