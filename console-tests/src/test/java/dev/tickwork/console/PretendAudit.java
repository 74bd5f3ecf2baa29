package dev.tickwork.console;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What operators did, as the contract tells it, newest first. */
final class PretendAudit {
    private final List<JsonObject> entries = new CopyOnWriteArrayList<>();

    void add(String subject, String action, String target, @Nullable String reason) {
        entries.add(
                0,
                new JsonObject()
                        .put("id", String.valueOf(entries.size() + 1))
                        .put("at", Instant.now().minusSeconds(90).toString())
                        .put("subject", subject)
                        .put("role", "operator")
                        .put("action", action)
                        .put("target", target)
                        .put("reason", reason)
                        .putNull("before")
                        .putNull("after"));
    }

    JsonObject page(MultiMap query) {
        int limit = Integer.parseInt(query.get("limit"));
        List<JsonObject> found = entries.stream()
                .filter(entry -> isBehind(entry, query.get("cursor")))
                .filter(entry ->
                        query.get("target") == null || query.get("target").equals(entry.getString("target")))
                .filter(entry ->
                        query.get("subject") == null || query.get("subject").equals(entry.getString("subject")))
                .filter(entry ->
                        query.get("action") == null || entry.getString("action").startsWith(query.get("action")))
                .toList();
        List<JsonObject> shown = found.stream().limit(limit).toList();
        return new JsonObject()
                .put("items", new JsonArray(shown))
                .put("next_cursor", found.size() > limit ? shown.get(limit - 1).getString("id") : null);
    }

    private static boolean isBehind(JsonObject entry, @Nullable String cursor) {
        return cursor == null || Integer.parseInt(entry.getString("id")) < Integer.parseInt(cursor);
    }
}
