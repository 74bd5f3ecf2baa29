package dev.tickwork.console;

import static dev.tickwork.testservers.Await.done;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.gateway.web.ConsolePages;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Serves the real pages until the test is over, and answers them from {@link PretendJobs} and {@link PretendCandles} that a
 * test changes at will: a thousand changes in a second, a gap, a refusal, a schedule on the night the clocks change. No
 * login: whoever asks has the role it is told.
 */
final class PretendGateway implements AfterEachCallback {
    /**
     * What a page asked for.
     *
     * @param key its Idempotency-Key; empty when it had none
     */
    record Asked(String method, String path, String query, JsonObject body, String key) {}

    static final String RENEWAL = "/api/v1/session/renewal";

    private final Vertx vertx = Vertx.vertx();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final List<SockJSSocket> sockets = new CopyOnWriteArrayList<>();
    private final Map<String, JsonObject> refusals = new ConcurrentHashMap<>();
    private final PretendJobs jobs = new PretendJobs(this::tell);
    private final PretendAudit audit = new PretendAudit();
    private final PretendCandles candles = new PretendCandles();
    private final HttpServer server;
    private volatile String role = "admin";
    private volatile String endedToken = "";

    PretendGateway() {
        Router router = Router.router(vertx);
        new ConsolePages(vertx).mountOn(router);
        router.route("/eventbus*").subRouter(SockJSHandler.create(vertx).socketHandler(this::opened));
        router.route().handler(BodyHandler.create()).handler(this::answer);
        this.server = done(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    PretendAudit audit() {
        return audit;
    }

    PretendJobs jobs() {
        return jobs;
    }

    PretendCandles candles() {
        return candles;
    }

    /** Tells whoever hears {@code live.candles.BTCUSD.1h} that the forming candle closes there now. */
    void closesAt(String price) {
        tellLive(candles.live(price));
    }

    /** Restates the candle that lies so many hours before the present one, and tells it. */
    void restates(long hoursAgo, String price) {
        candles.restate(hoursAgo, price);
        tellLive(candles.liveOf(hoursAgo));
    }

    private void tellLive(JsonObject candle) {
        send(
                "live.candles.BTCUSD.1h",
                new JsonObject().put("headers", new JsonObject()).put("body", candle));
    }

    /** Everything that was asked for so far with this method. */
    List<Asked> asked(HttpMethod method) {
        return asked.stream().filter(one -> one.method().equals(method.name())).toList();
    }

    /** The role of whoever comes from now on. */
    @CanIgnoreReturnValue
    PretendGateway servingA(String role) {
        this.role = role;
        return this;
    }

    /** From now on this token is good for a new one and for nothing else. */
    void end(String token) {
        endedToken = token;
    }

    /** Answers this path with a problem until it is told otherwise. */
    void refuse(String path, int status, String code, String detail, String... fieldAndMessage) {
        var errors = new JsonArray();
        for (int i = 0; i < fieldAndMessage.length; i += 2) {
            errors.add(new JsonObject().put("field", fieldAndMessage[i]).put("message", fieldAndMessage[i + 1]));
        }
        refusals.put(
                path,
                new JsonObject()
                        .put(PretendJobs.STATUS, status)
                        .put("code", code)
                        .put("detail", detail)
                        .put("errors", errors));
    }

    void answerAgain(String path) {
        refusals.remove(path);
    }

    /** Says that lines were lost on {@code live.jobs}. */
    void gap() {
        send("live.jobs", new JsonObject().put("headers", new JsonObject().put("gap", "0")));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        done(vertx.close());
    }

    private void tell(JsonObject change) {
        send("live.jobs", new JsonObject().put("headers", new JsonObject()).put("body", change));
    }

    private void send(String address, JsonObject frame) {
        String text = frame.put("type", "rec").put("address", address).encode();
        sockets.forEach(socket -> vertx.runOnContext(now -> {
            var unused = socket.write(text);
        }));
    }

    private void opened(SockJSSocket socket) {
        sockets.add(socket);
        socket.handler(frame -> {});
        socket.endHandler(end -> sockets.remove(socket));
    }

    private void answer(RoutingContext request) {
        var one = new Asked(
                request.request().method().name(),
                request.request().path(),
                Optional.ofNullable(request.request().query()).orElse(""),
                Optional.ofNullable(request.body().asJsonObject()).orElseGet(JsonObject::new),
                Optional.ofNullable(request.request().getHeader("Idempotency-Key"))
                        .orElse(""));
        asked.add(one);
        if ("text/csv".equals(request.request().getHeader("Accept"))) {
            var unused = request.response()
                    .putHeader("Content-Type", "text/csv")
                    .end("open_time,close\r\n2026-03-02T12:00:00Z,66100\r\n");
            return;
        }
        JsonObject refusal = hasEnded(one, request)
                ? new JsonObject().put(PretendJobs.STATUS, 401).put("code", "expired_credential")
                : refusals.get(one.path());
        JsonObject answer = (refusal == null ? answerTo(one, request) : refusal).copy();
        Object status = answer.remove(PretendJobs.STATUS);
        var unused = request.response()
                .setStatusCode(status == null ? 200 : (Integer) status)
                .putHeader("Content-Type", "application/json")
                .end(Integer.valueOf(204).equals(status) ? "" : answer.encode());
    }

    private boolean hasEnded(Asked one, RoutingContext request) {
        return !one.path().equals(RENEWAL)
                && ("Bearer " + endedToken).equals(request.request().getHeader("Authorization"));
    }

    private JsonObject answerTo(Asked one, RoutingContext request) {
        return switch (one.path()) {
            case "/api/v1/session" -> new JsonObject().put("subject", "tester").put("role", role);
            case RENEWAL ->
                new JsonObject()
                        .put("token", "renewed")
                        .put("expires_at", PretendJobs.now(3_600))
                        .put("subject", "tester")
                        .put("role", role);
            case "/api/v1/prices" -> new JsonObject().put("prices", new JsonArray());
            case "/api/v1/audit" -> audit.page(request.queryParams());
            case "/api/v1/clock" -> new JsonObject().put("now", PretendJobs.now(0));
            case "/jobs/status" -> new JsonObject().put("jobs", new JsonArray());
            case "/health" -> new JsonObject("""
                {"status": "up", "environment": "test", "simulated": true, "version": "0.1.0", "checks": []}\
                """);
            default ->
                candles.answer(one, request.queryParams()).orElseGet(() -> jobs.answer(one, request.queryParams()));
        };
    }
}
