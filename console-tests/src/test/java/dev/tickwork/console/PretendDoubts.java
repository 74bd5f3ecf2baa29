package dev.tickwork.console;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Candles that wait in the quarantine, until a page decides about them. */
final class PretendDoubts {
    private final List<JsonObject> doubted = new CopyOnWriteArrayList<>();

    void forget() {
        doubted.clear();
    }

    JsonObject list(MultiMap query) {
        return PretendHours.page(
                doubted.stream()
                        .filter(one -> one.getString("state").equals(query.get("state")))
                        .toList(),
                50);
    }

    JsonObject decide(PretendGateway.Asked asked) {
        int id = Integer.parseInt(asked.path().split("/", -1)[4]);
        JsonObject one = doubted.stream()
                .filter(doubt -> doubt.getInteger("id") == id)
                .findFirst()
                .orElseThrow();
        return one.put("state", asked.body().getBoolean("accept") ? "accepted" : "rejected")
                .put("decided_at", PretendJobs.now(0))
                .put("decided_by", "tester")
                .put("decision", asked.body().getString("reason"));
    }

    /** A candle that waits for a decision. @param beside the candles before it, of its place and after it */
    void doubt(JsonObject[] beside, String symbol, String rule, String reason) {
        doubted.add(beside[1]
                .copy()
                .put("id", 31 + doubted.size())
                .put("symbol", symbol)
                .put("timeframe", "1h")
                .put("high", "661200")
                .put("rule", rule)
                .put("reason", reason)
                .put("state", "waiting")
                .putNull("decided_at")
                .putNull("decided_by")
                .putNull("decision")
                .put("before", beside[0])
                .putNull("stored")
                .put("after", beside[2]));
    }
}
