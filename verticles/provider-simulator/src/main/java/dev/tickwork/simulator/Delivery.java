package dev.tickwork.simulator;

import dev.tickwork.simulator.faults.FaultKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts answers on the wire, sound or broken. */
final class Delivery {
    private static final Logger log = LoggerFactory.getLogger(Delivery.class);
    private static final long DRIP_MS = 200;
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en"><head><title>One moment</title></head>
            <body><h1>Checking your connection</h1><p>This page will go away by itself.</p></body></html>
            """;

    private final Vertx vertx;

    Delivery(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The whole answer, as it should be. Fails when the caller is gone. */
    Future<Void> send(HttpServerRequest request, Answer answer) {
        return head(request, answer).end(body(answer));
    }

    /** The answer as {@code fault} lets it through; sound when it is not a fault of the wire. */
    Future<Void> send(HttpServerRequest request, Answer answer, FaultKind fault) {
        return switch (fault) {
            case HANG -> Future.succeededFuture();
            case SLOW_DRIP -> drip(request, answer);
            case CUT -> cut(request, answer);
            case HTML -> page(request);
            case TRUNCATED_JSON -> truncated(request, answer);
            default -> send(request, answer);
        };
    }

    private Future<Void> drip(HttpServerRequest request, Answer answer) {
        Buffer body = body(answer);
        HttpServerResponse response = head(request, answer);
        response.putHeader("Content-Length", String.valueOf(body.length()));
        long timer = vertx.setPeriodic(DRIP_MS, new Drip(response, body)::next);
        response.closeHandler(closed -> vertx.cancelTimer(timer));
        response.endHandler(ended -> vertx.cancelTimer(timer));
        return Future.succeededFuture();
    }

    private static Future<Void> cut(HttpServerRequest request, Answer answer) {
        Buffer body = body(answer);
        HttpServerResponse response = head(request, answer);
        response.putHeader("Content-Length", String.valueOf(body.length()));
        return response.write(body.slice(0, body.length() / 2))
                .compose(written -> request.connection().close());
    }

    private static Future<Void> page(HttpServerRequest request) {
        return request.response()
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .end(PAGE);
    }

    private static Future<Void> truncated(HttpServerRequest request, Answer answer) {
        Buffer body = body(answer);
        return head(request, answer).end(body.slice(0, body.length() / 2));
    }

    /** Nothing to mend: a caller that hangs up is what some faults are for. */
    static void callerIsGone(Throwable why) {
        log.atDebug().addKeyValue("error", why).log("caller is gone");
    }

    private static HttpServerResponse head(HttpServerRequest request, Answer answer) {
        HttpServerResponse response = request.response().setStatusCode(answer.status());
        response.putHeader("Content-Type", "application/json; charset=utf-8");
        answer.headers().forEach(response::putHeader);
        return response;
    }

    private static Buffer body(Answer answer) {
        return Buffer.buffer(answer.body().toString());
    }

    /** Lets one byte of a body through at a time. */
    private static final class Drip {
        private final HttpServerResponse response;
        private final Buffer body;
        private int sent;

        Drip(HttpServerResponse response, Buffer body) {
            this.response = response;
            this.body = body;
        }

        void next(long timer) {
            if (response.ended() || response.closed()) {
                return;
            }
            Buffer drop = body.slice(sent, sent + 1);
            sent++;
            var written = sent == body.length() ? response.end(drop) : response.write(drop);
            written.onFailure(Delivery::callerIsGone);
        }
    }
}
