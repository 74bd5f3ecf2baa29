package dev.tickwork.upstream;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** A provider on this machine that answers as a test tells it to, and remembers what it was asked. */
final class Vendor {
    private final int port;
    private final List<String> asked;

    private Vendor(int port, List<String> asked) {
        this.port = port;
        this.asked = asked;
    }

    static Vendor answering(Vertx vertx, Handler<HttpServerRequest> handler) {
        return answering(vertx, new HttpServerOptions(), handler);
    }

    static Vendor answering(Vertx vertx, HttpServerOptions options, Handler<HttpServerRequest> handler) {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer server = House.await(vertx.createHttpServer(options)
                .requestHandler(request -> {
                    asked.add(request.method() + " " + request.uri());
                    handler.handle(request);
                })
                .listen(0, "127.0.0.1"));
        return new Vendor(server.actualPort(), asked);
    }

    /** Speaks raw bytes: told the socket and how many requests came before. */
    static Vendor writing(Vertx vertx, BiConsumer<NetSocket, Integer> writer) {
        List<String> asked = new CopyOnWriteArrayList<>();
        var server = House.await(vertx.createNetServer()
                .connectHandler(socket -> socket.handler(bytes -> {
                    asked.add(bytes.toString().lines().findFirst().orElse(""));
                    writer.accept(socket, asked.size() - 1);
                }))
                .listen(0, "127.0.0.1"));
        return new Vendor(server.actualPort(), asked);
    }

    HostPort place() {
        return new HostPort("127.0.0.1", port);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    int port() {
        return port;
    }

    List<String> asked() {
        return asked;
    }

    int times() {
        return asked.size();
    }
}
