package dev.tickwork.console;

import static dev.tickwork.console.PretendJobs.now;

import io.vertx.core.json.JsonObject;

/** Answers of a {@link PretendGateway} that no test changes. */
final class PretendDocuments {
    private PretendDocuments() {}

    static JsonObject definitions() {
        return new JsonObject("""
                {"definitions": [
                  {"job": "daily-prices", "name": "DailyPricesJob", "aliases": [], "queue": "default",
                   "verticle": "price-fetcher", "nodes": ["tickwork-1"], "cluster_limit": 2,
                   "definition": {"arguments": {"mode": "String", "symbols": "List"}}, "paused": null,
                   "counts": {"ready": 0, "later": 0, "running": 1, "retrying": 0, "held": 0},
                   "last_success": "2026-03-02T12:00:01Z", "last_error": null},
                  {"job": "price-fetch", "name": "PriceFetcherJob", "aliases": ["price_refresh"], "queue": "high_priority",
                   "verticle": "price-fetcher", "nodes": [], "definition": {}, "cluster_limit": null, "paused": null,
                   "counts": {"ready": 3, "later": 0, "running": 0, "retrying": 0, "held": 0}, "last_success": null,
                   "last_error": {"at": "2026-03-02T12:00:01Z", "error_class": "transient",
                                  "message": "twelvedata answered 500"}}]}""");
    }

    static JsonObject nodes() {
        return new JsonObject("""
                {"nodes": [
                  {"node": {"id": "a", "name": "tickwork-1", "host": "desk", "pid": 4711, "version": "0.1.0",
                            "started_at": "2026-03-02T06:00:00Z", "verticles": ["price-fetcher", "api-gateway"]},
                   "health": {"state": "up", "checks": {"postgres": {"state": "up", "reason": null}}},
                   "work": {"state": "alive", "seen_at": "%s", "stopped_at": null, "jobs": ["price-fetch"],
                            "running": 1, "runs": [{"id": "019cae0d-4dd0-7cc2-93f3-000000000001", "job": "price-fetch",
                                                    "attempt": 1, "started_at": "%s"}]}},
                  {"node": {"id": "b", "name": "tickwork-2", "host": "shelf", "pid": 12, "version": "0.1.0",
                            "started_at": "2026-03-02T06:00:00Z", "verticles": []},
                   "health": {"state": "down", "checks": {}},
                   "work": {"state": "silent", "seen_at": "%s", "stopped_at": null, "jobs": [], "running": 0, "runs": []}}],
                 "total_nodes": 2}""".formatted(now(-2), now(-30), now(-600)));
    }

    static JsonObject verticles() {
        return new JsonObject("""
                {"verticles": [{"name": "price-fetcher", "jobs": ["price-fetch", "daily-prices"], "deployments": [
                  {"node": "tickwork-1", "state": "deployed", "since": "%s", "configured_at": "%s", "degraded": null},
                  {"node": "tickwork-2", "state": "draining", "since": "%s", "configured_at": "%s", "degraded": null}]}]}
                """.formatted(now(-3_600), now(-3_600), now(-5), now(-3_600)));
    }

    /** Three nights, of which one has no half past one. */
    static JsonObject preview() {
        return new JsonObject("""
                    {"in_words": "at 01:30 every day, Europe/London", "fires": [
                     {"at": "2027-03-27T01:30:00Z", "local": "2027-03-27T01:30:00", "offset": "Z", "mark": null, "note": null},
                     {"at": "2027-03-28T01:00:00Z", "local": "2027-03-28T02:00:00", "offset": "+01:00", "mark": "moved",
                      "note": "01:30 does not exist on this day"},
                     {"at": "2027-03-29T00:30:00Z", "local": "2027-03-29T01:30:00", "offset": "+01:00", "mark": null,
                      "note": null}]}""");
    }
}
