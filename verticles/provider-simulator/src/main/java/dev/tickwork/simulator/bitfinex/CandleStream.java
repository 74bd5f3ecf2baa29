package dev.tickwork.simulator.bitfinex;

import dev.tickwork.simulator.SimulatorConfig.BitfinexPlan;
import dev.tickwork.simulator.VendorStream;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bitfinex's websocket, of which it plays the candles.
 *
 * @see <a href="https://docs.bitfinex.com/docs/ws-general">Bitfinex on its websocket</a>
 */
final class CandleStream implements VendorStream {
    private static final int QUEUE_BYTES = 256 * 1024;

    private final BitfinexPlan plan;
    private final CallLimit connections;
    private final Desk desk;
    private final Vertx vertx;
    private final AtomicInteger lastChannel = new AtomicInteger(343_000);

    CandleStream(BitfinexPlan plan, CallLimit connections, Desk desk, Vertx vertx) {
        this.plan = plan;
        this.connections = connections;
        this.desk = desk;
        this.vertx = vertx;
    }

    @Override
    public boolean admits() {
        return connections.allows("connections");
    }

    /**
     * Ticks in real time, as a network does, and looks at the simulator's clock for what there is to say. The timer is of
     * the connection's own thread, so a session is never in two at once.
     */
    @Override
    public void open(ServerWebSocket socket) {
        socket.setWriteQueueMaxSize(QUEUE_BYTES);
        var frames = new Frames(socket, desk.condition());
        var channels = new Channels(plan.channelsPerConnection(), lastChannel::incrementAndGet);
        var session = new StreamSession(frames, channels, desk, () -> cut(socket));
        long timer = vertx.setPeriodic(1000 / plan.updatesPerSecond(), tick -> session.tick());
        socket.closeHandler(closed -> vertx.cancelTimer(timer));
        socket.textMessageHandler(session::hear);
        session.begin();
    }

    /** Without the farewell that Vert.x would say for us. */
    private static void cut(ServerWebSocket socket) {
        ((WebSocketInternal) socket).channelHandlerContext().close();
    }
}
