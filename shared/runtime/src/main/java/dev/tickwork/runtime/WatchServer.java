package dev.tickwork.runtime;

import dev.tickwork.messages.Wire;
import dev.tickwork.runtime.NodeConfig.WatchPart;
import dev.tickwork.runtime.health.Health;
import dev.tickwork.runtime.health.HealthReport;
import dev.tickwork.runtime.lifecycle.CannotStart;
import dev.tickwork.runtime.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * The process' own small HTTP server, for those who watch over it: {@code /health/live} (it runs), {@code /health/ready}
 * (200 while it may be given work, else 503; the report is the body) and {@code /metrics}.
 */
final class WatchServer {
    private final HttpServer server;
    private final Health health;
    private final Metrics metrics;

    WatchServer(Vertx vertx, Health health, Metrics metrics) {
        this.health = health;
        this.metrics = metrics;
        this.server = vertx.createHttpServer().requestHandler(this::answer);
    }

    /** The port that it listens on; fails with {@link CannotStart} when that is taken. */
    Future<Integer> start(WatchPart where) {
        return server.listen(where.port(), where.host())
                .map(HttpServer::actualPort)
                .recover(failure -> Future.failedFuture(CannotStart.because(
                        "NODE_PORT " + where.port() + " cannot be used on " + where.host() + ": " + failure.getMessage()
                                + "; set another one",
                        failure)));
    }

    Future<Void> close() {
        return server.close();
    }

    private void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response().putHeader("Cache-Control", "no-store");
        if (request.method() != HttpMethod.GET) {
            end(response.setStatusCode(405).putHeader("Allow", "GET"), "text/plain", "GET only\n");
            return;
        }
        switch (request.path()) {
            case "/health/live" -> end(response, "application/json", "{\"state\":\"up\"}\n");
            case "/health/ready" -> ready(response, health.report());
            case "/metrics" -> end(response, "text/plain; version=0.0.4; charset=utf-8", metrics.text());
            default -> end(response.setStatusCode(404), "text/plain", "not found\n");
        }
    }

    private static void ready(HttpServerResponse response, HealthReport report) {
        end(response.setStatusCode(report.isReady() ? 200 : 503), "application/json", Wire.encode(report) + "\n");
    }

    private static void end(HttpServerResponse response, String type, String body) {
        // Whoever asked may be gone; there is nobody left to tell.
        response.putHeader("Content-Type", type).end(body).onFailure(gone -> {});
    }
}
