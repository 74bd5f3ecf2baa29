package dev.tickwork.console;

import static dev.tickwork.console.PretendJobs.STATUS;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** A backfill that is half done, or is still to begin, and what another one would take. */
final class PretendBackfill {
    private final PretendHours hours;
    private volatile boolean hasRun = true;

    PretendBackfill(PretendHours hours) {
        this.hours = hours;
    }

    /** As it is where nobody has asked for one yet. */
    void neverRan() {
        hasRun = false;
    }

    JsonObject answer(PretendGateway.Asked asked, MultiMap query) {
        if (asked.method().equals("GET")) {
            return progress();
        }
        if (!"true".equals(query.get("preview"))) {
            return new JsonObject()
                    .put(STATUS, 202)
                    .put("task_id", "550e8400-e29b-41d4-a716-446655440000")
                    .put("status", "pending")
                    .put("message", "Backfill task queued");
        }
        int days = Optional.ofNullable(asked.body().getInteger("days")).orElse(365);
        return new JsonObject()
                .put("requests", days)
                .put("minutes", String.valueOf(days / 10))
                .put("candles", days * 24)
                .put(
                        "series",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("symbol", "BTCUSD")
                                        .put("timeframe", "1h")
                                        .put("from", hours.openOf(days * 24L).toString())
                                        .put("until", hours.newest().toString())
                                        .put("first_candle_known", days < 365)
                                        .put("requests", days)
                                        .put("candles", days * 24)));
    }

    private JsonObject progress() {
        boolean isUnderWay = hasRun && hours.areStored();
        var one = new JsonObject()
                .put("symbol", "BTCUSD")
                .put("timeframe", "1h")
                .put("from", hours.openOf(8_760).toString())
                .put("until", hours.newest().toString())
                .put("loaded_from", isUnderWay ? hours.openOf(4_000).toString() : null)
                .put("chunks_done", isUnderWay ? 40 : 0)
                .put("chunks_total", hours.areStored() ? 88 : 0)
                .put("candles", isUnderWay ? 4_000 : 0)
                .put("last_error", isUnderWay ? "bitfinex: rate limited" : null);
        return new JsonObject()
                .put("running", isUnderWay)
                .put("task_id", isUnderWay ? "550e8400-e29b-41d4-a716-446655440000" : null)
                .put("started_at", isUnderWay ? PretendJobs.now(-300) : null)
                .put("chunks_done", one.getInteger("chunks_done"))
                .put("chunks_total", one.getInteger("chunks_total"))
                .put("candles", one.getInteger("candles"))
                .put("eta", isUnderWay ? PretendJobs.now(330) : null)
                .put("series", hours.areStored() ? new JsonArray().add(one) : new JsonArray());
    }
}
