package dev.tickwork.bench.days;

import dev.tickwork.postgres.Database;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.function.Function;

/** The yardstick: a Vert.x server that runs the same query by the same client and answers bytes that are ready. */
final class BareServer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Database database;
    private final Day day;
    private final Buffer answer;
    private final HttpServer server;

    BareServer(Function<Vertx, Database> postgres, Day day, Buffer answer) {
        this.database = postgres.apply(vertx);
        this.day = day;
        this.answer = answer;
        this.server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .await();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    private void answer(HttpServerRequest request) {
        day.read(database)
                .compose(rows -> request.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .end(answer))
                .onFailure(failure -> request.response().setStatusCode(500).end());
    }

    @Override
    public void close() {
        database.close().await();
        vertx.close().await();
    }
}
