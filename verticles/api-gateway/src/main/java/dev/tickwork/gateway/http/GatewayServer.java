package dev.tickwork.gateway.http;

import dev.tickwork.runtime.lifecycle.CannotStart;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on the gateway's ports. */
public final class GatewayServer {
    private static final Logger log = LoggerFactory.getLogger(GatewayServer.class);
    private static final int COMPRESSION = 4;
    private static final int LONGEST_LINE = 8_192;
    private static final int MOST_HEADER_BYTES = 16_384;
    private static final int IDLE_SECONDS = 75;
    private static final int GOODBYE_SECONDS = 2;
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(3);
    private static final String UNKNOWN_REQUEST = "unknown";

    private final Vertx vertx;
    private final HttpConfig config;
    private final Router router;
    private final List<HttpServer> servers = new ArrayList<>();

    public GatewayServer(Vertx vertx, HttpConfig config, Router router) {
        this.vertx = vertx;
        this.config = config;
        this.router = router;
    }

    /** Listens on the port and its aliases. Fails with {@link CannotStart} when one of them is in use. */
    public Future<Void> start() {
        List<Future<HttpServer>> listening = IntStream.concat(
                        IntStream.of(config.port()),
                        config.aliasPorts().stream().mapToInt(Integer::intValue))
                .mapToObj(this::listen)
                .toList();
        return Future.all(listening).mapEmpty();
    }

    /** Where it listens, alias ports left out. */
    public int port() {
        return servers.get(0).actualPort();
    }

    /** Takes no new connection, lets requests under way be answered, then closes. */
    public Future<Void> stop() {
        return Future.join(servers.stream()
                        .map(server -> server.shutdown(LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS))
                        .toList())
                .mapEmpty();
    }

    private Future<HttpServer> listen(int port) {
        HttpServer server = vertx.createHttpServer(options(port))
                .requestHandler(router)
                .invalidRequestHandler(GatewayServer::refuse);
        servers.add(server);
        return server.listen()
                .onSuccess(listening -> log.atInfo()
                        .addKeyValue("address", config.host() + ":" + listening.actualPort())
                        .log("gateway listens"))
                .recover(failure -> Future.failedFuture(explain(port, failure)));
    }

    private HttpServerOptions options(int port) {
        return new HttpServerOptions()
                .setHost(config.host())
                .setPort(port)
                .setCompressionSupported(true)
                // Half the time of the usual 6, for one byte more in a hundred of a list.
                .setCompressionLevel(COMPRESSION)
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(MOST_HEADER_BYTES)
                .setHandle100ContinueAutomatically(true)
                // Compressing anew for every browser would cost more than the fan-out itself, and memory for each.
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setWebSocketClosingTimeout(GOODBYE_SECONDS)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
    }

    private Throwable explain(int port, Throwable failure) {
        if (!(failure instanceof BindException)) {
            return failure;
        }
        return CannotStart.because(
                config.host() + ":" + port + " cannot be listened on (" + failure.getMessage()
                        + "): stop the process that has the port, or set API_PORT or API_HOST",
                failure);
    }

    /** Netty could not read the request; there is no route for it. */
    private static void refuse(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        int status = cause instanceof TooLongHttpLineException
                ? 414
                : cause instanceof TooLongHttpHeaderException ? 431 : 400;
        String document =
                Problems.document(PlainProblems.of(status), "", UNKNOWN_REQUEST).toString();
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end(document)
                .eventually(() -> request.connection().close())
                .onFailure(gone -> log.atDebug().log("caller was gone before its answer"));
    }
}
