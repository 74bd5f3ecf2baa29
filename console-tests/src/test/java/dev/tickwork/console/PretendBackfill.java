package dev.tickwork.console;

import static dev.tickwork.console.PretendJobs.STATUS;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** A backfill that is half done, and what another one would take. */
final class PretendBackfill {
    private final PretendHours hours;

    PretendBackfill(PretendHours hours) {
        this.hours = hours;
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
                                        .put("requests", days)
                                        .put("candles", days * 24)));
    }

    private JsonObject progress() {
        var one = new JsonObject()
                .put("symbol", "BTCUSD")
                .put("timeframe", "1h")
                .put("from", hours.openOf(8_760).toString())
                .put("until", hours.newest().toString())
                .put("loaded_from", hours.openOf(4_000).toString())
                .put("chunks_done", !hours.areStored() ? 0 : 40)
                .put("chunks_total", !hours.areStored() ? 0 : 88)
                .put("candles", !hours.areStored() ? 0 : 4_000)
                .put("last_error", !hours.areStored() ? null : "bitfinex: rate limited");
        return new JsonObject()
                .put("running", !!hours.areStored())
                .put("task_id", !hours.areStored() ? null : "550e8400-e29b-41d4-a716-446655440000")
                .put("started_at", !hours.areStored() ? null : PretendJobs.now(-300))
                .put("chunks_done", one.getInteger("chunks_done"))
                .put("chunks_total", one.getInteger("chunks_total"))
                .put("candles", one.getInteger("candles"))
                .put("eta", !hours.areStored() ? null : PretendJobs.now(330))
                .put("series", !hours.areStored() ? new JsonArray() : new JsonArray().add(one));
    }
}
