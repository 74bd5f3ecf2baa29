package dev.tickwork.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.messages.Wire;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes a history of hours with a hole of each kind in BTCUSD, two candles that are restated, and one that cannot be true,
 * through the API of a whole Tickwork and its simulated exchange: before what a stream tells of the past when it begins. As
 * long as {@code candle-fetch} is paused, nothing of it changes by itself.
 */
final class Holes {
    static final List<String> SYMBOLS = List.of("BTCUSD", "ETHUSD", "SOLUSD");

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Api api;
    private final Instant today;

    Holes(Api api) throws IOException, InterruptedException {
        this.api = api;
        this.today = Instant.parse(
                        Wire.tree(api.get("/api/v1/clock")).path("now").asText())
                .truncatedTo(ChronoUnit.DAYS);
    }

    /** So many days before the present one, as the console writes it. */
    String day(int before) {
        return at(before, 0).toString().substring(0, 10);
    }

    /** When the first candle opened that was restated. */
    String restated() {
        return at(6, 4).toString();
    }

    void make() throws IOException, InterruptedException {
        fault("no_trades", "BTCUSD", at(9, 3), at(9, 6));
        fault("downtime", null, at(8, 10), at(8, 14));
        fault("no_trades", "BTCUSD", at(7, 8), at(7, 11));
        over(api.post("/api/v1/backfill", "{\"days\": 10, \"reason\": \"to see\"}"));
        repair("BTCUSD", at(9, 3), at(9, 6));
        for (String symbol : SYMBOLS) {
            repair(symbol, at(8, 10), at(8, 14));
        }
        fault("restated", "BTCUSD", at(6, 4), at(6, 6));
        fetch("BTCUSD", at(6, 4), at(6, 6));
        api.post(
                "/api/v1/simulator/faults",
                "{\"provider\": \"bitfinex\", \"kind\": \"absurd_values\", \"symbol\": \"BTCUSD\", \"times\": 1}");
        fetch("BTCUSD", at(13, 0), at(12, 0));
        api.post("/api/v1/definitions/candle-fetch/pause", "{\"reason\": \"to see what is not loaded\"}");
        api.post("/api/v1/backfill", "{\"days\": 14, \"reason\": \"to see\"}");
    }

    /** Nothing stands in the way of what is missing any more. */
    void heal() throws IOException, InterruptedException {
        api.delete("/api/v1/simulator/faults");
        api.post("/api/v1/definitions/candle-fetch/resume", "{\"reason\": \"seen\"}");
    }

    private Instant at(int daysBefore, int hour) {
        return today.minus(Duration.ofDays(daysBefore)).plus(HOUR.multipliedBy(hour));
    }

    private void fault(String kind, @Nullable String symbol, Instant from, Instant until)
            throws IOException, InterruptedException {
        var fault = new JsonObject()
                .put("provider", "bitfinex")
                .put("kind", kind)
                .put("symbol", symbol)
                .put("from", from.toString())
                .put("until", until.toString());
        api.post("/api/v1/simulator/faults", fault.encode());
    }

    private void fetch(String symbol, Instant from, Instant until) throws IOException, InterruptedException {
        var arguments = new JsonObject()
                .put("symbol", symbol)
                .put("timeframe", "1h")
                .put("from", from.toString())
                .put("until", until.toString())
                .put("reason", "update");
        var wish = new JsonObject().put("arguments", arguments).put("reason", "to see");
        over(api.post("/api/v1/definitions/candle-fetch/runs", wish.encode()));
    }

    private void repair(String symbol, Instant from, Instant until) throws IOException, InterruptedException {
        var wish = new JsonObject()
                .put("symbol", symbol)
                .put("timeframe", "1h")
                .put("from", from.toString())
                .put("to", until.toString())
                .put("reason", "to see");
        over(api.post("/api/v1/gaps/repair", wish.encode()));
    }

    /** Waits until the run that was begun has succeeded. */
    private void over(String begun) throws IOException, InterruptedException {
        JsonNode accepted = Wire.tree(begun);
        String run =
                accepted.path(accepted.has("run_id") ? "run_id" : "task_id").asText();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String answer = api.get("/api/v1/jobs/" + run);
        while (!Wire.tree(answer).path("state").asText().equals("success")) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("it is not over: " + answer);
            }
            TimeUnit.MILLISECONDS.sleep(100);
            answer = api.get("/api/v1/jobs/" + run);
        }
    }
}
