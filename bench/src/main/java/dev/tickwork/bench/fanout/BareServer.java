package dev.tickwork.bench.fanout;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayList;
import java.util.List;

/** The yardstick: a Vert.x websocket server that writes the same text to every socket and does nothing else. */
final class BareServer implements FanOutServer {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context context = vertx.getOrCreateContext();
    private final List<ServerWebSocket> sockets = new ArrayList<>();

    @Override
    public String name() {
        return "bare websocket server";
    }

    @Override
    public Future<Integer> listen() {
        return Future.future(listening -> context.runOnContext(now -> vertx.createHttpServer()
                .webSocketHandler(sockets::add)
                .listen(0, "127.0.0.1")
                .map(HttpServer::actualPort)
                .onComplete(listening)));
    }

    @Override
    public String path() {
        return "/";
    }

    @Override
    public String registration(String address) {
        return "";
    }

    @Override
    public String ping() {
        return "";
    }

    @Override
    public void publish(String topic, String json) {
        String frame = "{\"type\":\"rec\",\"address\":\"live." + topic + "\",\"body\":" + json + "}";
        context.runOnContext(now -> sockets.forEach(socket -> socket.writeTextMessage(frame)));
    }

    @Override
    public Future<Void> close() {
        return vertx.close();
    }
}
