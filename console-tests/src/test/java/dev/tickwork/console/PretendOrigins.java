package dev.tickwork.console;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where pretended candles came from, and what they said before they were restated. */
final class PretendOrigins {
    static final String BATCHES = "/api/v1/batches/";
    static final int BACKFILL = 4711;
    static final int STREAM = 4790;
    static final int REPAIR = 4801;
    static final String RUN = "019cae0d-4dd0-7cc2-93f3-000000000001";

    private final List<JsonObject> revisions = new CopyOnWriteArrayList<>();

    /** A candle says something else from now on. */
    void restate(JsonObject old, JsonObject now) {
        revisions.add(
                0,
                new JsonObject()
                        .put("id", revisions.size() + 1)
                        .put("symbol", "BTCUSD")
                        .put("timeframe", "1h")
                        .put("open_time", old.getString("open_time"))
                        .put("revised_at", PretendJobs.now(-600))
                        .put("old", old)
                        .put("new", now));
    }

    JsonObject revisions(MultiMap query) {
        Instant from = PretendHours.moment(query, "from", Instant.EPOCH);
        return PretendHours.page(
                revisions.stream()
                        .filter(one -> !one.getInstant("open_time").isBefore(from))
                        .toList(),
                500);
    }

    JsonObject batch(String path) {
        int id = Integer.parseInt(path.substring(BATCHES.length()));
        var batch = new JsonObject()
                .put("id", id)
                .put("source", "bitfinex")
                .put("simulated", true)
                .put("node", "tickwork-1")
                .put("received_at", PretendJobs.now(-3_600))
                .put("candles", 240);
        return switch (id) {
            case STREAM -> batch.put("kind", "stream").put("session_id", "3e0f8f6c-9d0e-4a55-8f0e-2f6f3a1f6a10");
            case REPAIR -> run(batch.put("kind", "repair")).putNull("job");
            case BACKFILL -> run(batch.put("kind", "backfill")).put("job", "candle-fetch");
            default ->
                new JsonObject()
                        .put(PretendJobs.STATUS, 404)
                        .put("code", "not_found")
                        .put("detail", "no batch " + id + " is known, or no longer");
        };
    }

    private static JsonObject run(JsonObject batch) {
        return batch.put("run_id", RUN)
                .put("attempt", 1)
                .put(
                        "request",
                        "GET /v2/candles/trade:1h:tBTCUSD/hist?start=1771592400000&end=1772456400000&limit=10000&sort=1");
    }
}
