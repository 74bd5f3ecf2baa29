package dev.tickwork.console;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Jobs that do nothing but look like it: a ledger in memory, in the words of the contract. */
final class PretendJobs {
    /** Of an answer: the status it is sent with; 200 without one. */
    static final String STATUS = "http-status";

    private static final List<String> OVER = List.of("success", "failure", "revoked");

    /** By id, newest first. */
    private final Map<String, JsonObject> runs = new ConcurrentSkipListMap<>(Comparator.reverseOrder());

    private final Map<String, JsonObject> schedules = new ConcurrentSkipListMap<>();
    private final Map<String, JsonObject> queues = new ConcurrentSkipListMap<>();
    private final List<JsonObject> log = new CopyOnWriteArrayList<>();
    private final Consumer<JsonObject> news;
    private int made;

    PretendJobs(Consumer<JsonObject> news) {
        this.news = news;
        Stream.of("high_priority", "default", "low_priority").forEach(name -> queues.put(name, queue(name)));
    }

    /** A run in a state, told to nobody; the id says when it was made. */
    @CanIgnoreReturnValue
    synchronized JsonObject run(String job, String state) {
        String id = "019cae0d-%04x-7cc2-93f3-%012x".formatted(0x4dd0 + ++made, made); // begins with its millisecond
        String now = now(0);
        boolean isOver = OVER.contains(state);
        JsonObject run = new JsonObject("""
                {"queue": "default", "priority": 0, "attempt": 1, "node": null, "started_at": null, "finished_at": null,
                 "duration_ms": null, "rows_written": 0, "items_done": 0, "items_failed": 0, "skipped": null,
                 "error_class": null, "error": null, "held_reason": null, "waits": false, "cancel_requested": false,
                 "trigger": "api", "asked_by": "anna", "schedule": null, "fire_at": null, "parent": null,
                 "rerun_of": null, "progress": null}""");
        run.put("id", id)
                .put("job", job)
                .put("state", state)
                .put("enqueued_at", now)
                .put("run_at", now);
        if (isOver || state.equals("started")) {
            run.put("started_at", now).put("node", "tickwork-1");
        }
        if (isOver) {
            run.put("finished_at", now).put("duration_ms", 2104);
        }
        if (state.equals("failure")) {
            run.put("error_class", "transient").put("error", "twelvedata answered 500");
        }
        runs.put(id, run);
        return run;
    }

    /** Puts a run into a state and tells everybody. */
    void become(JsonObject run, String state) {
        run.put("state", state);
        if (state.equals("started")) {
            run.put("started_at", now(0)).put("node", "tickwork-1");
        }
        if (OVER.contains(state)) {
            run.put("finished_at", now(0)).put("duration_ms", 12).putNull("progress");
        }
        tell(run);
    }

    void tell(JsonObject run) {
        news.accept(new JsonObject()
                .put("run_id", run.getString("id"))
                .put("job", run.getString("job"))
                .put("state", run.getString("state"))
                .put("attempt", run.getInteger("attempt"))
                .put("node", run.getString("node"))
                .put("at", now(0))
                .put("error", run.getString("error")));
    }

    void progress(JsonObject run, int done, int total, String message) {
        run.put(
                "progress",
                new JsonObject()
                        .put("done", done)
                        .put("total", total)
                        .put("message", message)
                        .put("eta", now(90))
                        .put("since", now(0))
                        .put("updated_at", now(0)));
        run.put("items_done", done);
    }

    /** A line in the log of every run. */
    void write(String level, String message) {
        log.add(new JsonObject()
                .put("claim", 1)
                .put("line", log.size())
                .put("at", now(0))
                .put("level", level)
                .put("message", message));
    }

    /** A schedule that fires every night in London. */
    @CanIgnoreReturnValue
    JsonObject schedule(String name) {
        JsonObject schedule = new JsonObject("""
                {"verticle": "price-fetcher", "cron": "30 1 * * *", "every_ms": null, "zone": "Europe/London",
                 "in_words": "at 01:30 every day, Europe/London", "overlap": "skip", "misfire": "one",
                 "release": {"cron": "30 1 * * *", "every_ms": null, "zone": "Europe/London", "overlap": "skip",
                             "misfire": "one"},
                 "is_changed": false, "heartbeat_url": null, "effective_ms": null, "effective_reason": null,
                 "last_run_id": "019cae0d-4dd0-7cc2-93f3-000000000001", "overdue": false, "skipped_fires": 0,
                 "missed_fires": 0, "held_since": null, "held_reason": null, "paused": null, "version": 3}""");
        schedule.put("name", name)
                .put("job", name)
                .put("next_fire_at", now(5_000))
                .put("last_fire_at", now(-80_000));
        schedules.put(name, schedule);
        return schedule;
    }

    JsonObject queue(String name) {
        return queues.computeIfAbsent(name, absent -> new JsonObject("""
                {"node_limit": null, "cluster_limit": 8, "paused": null}""").put("queue", name));
    }

    List<JsonObject> all() {
        return List.copyOf(runs.values());
    }

    /** What the contract answers. */
    JsonObject answer(PretendGateway.Asked asked, MultiMap query) {
        String[] path = asked.path().split("/", -1);
        String what = path.length > 3 ? path[3] : "";
        String which = path.length > 4 ? path[4] : "";
        String action = path.length > 5 ? path[5] : "";
        return switch (what) {
            case "jobs" -> jobs(which, action, asked, query);
            case "schedules" -> which.isEmpty() ? list("schedules", schedules) : schedule(which, action, asked);
            case "queues" -> which.isEmpty() ? queues() : acted(queues.get(which), action, asked);
            case "definitions" -> PretendDocuments.definitions();
            case "nodes" -> PretendDocuments.nodes();
            case "verticles" ->
                which.isEmpty() ? PretendDocuments.verticles() : new JsonObject().put("verticle", which);
            default ->
                new JsonObject().put(STATUS, 404).put("code", "not_found").put("detail", "there is no such thing");
        };
    }

    private JsonObject jobs(String id, String action, PretendGateway.Asked asked, MultiMap query) {
        if (id.isEmpty()) {
            return page(query);
        }
        if (id.equals("counts")) {
            return counts();
        }
        if (id.equals("bulk")) {
            return bulk(asked.body());
        }
        JsonObject run = runs.get(id);
        if (run == null) {
            return new JsonObject().put(STATUS, 404).put("code", "not_found").put("detail", "there is no run " + id);
        }
        return switch (action) {
            case "" -> detail(run);
            case "log" -> logBehind(query.get("cursor"));
            case "cancel" -> accepted(202, cancelled(run));
            default -> accepted(202, run(run.getString("job"), "pending").put("rerun_of", id));
        };
    }

    private JsonObject cancelled(JsonObject run) {
        run.put("cancel_requested", true);
        return run;
    }

    private static JsonObject accepted(int status, JsonObject run) {
        return new JsonObject()
                .put(STATUS, status)
                .put("run_id", run.getString("id"))
                .put("state", run.getString("state"))
                .put("is_new", true);
    }

    private JsonObject page(MultiMap query) {
        int limit =
                Optional.ofNullable(query.get("limit")).map(Integer::valueOf).orElse(100);
        List<JsonObject> found = runs.values().stream()
                .filter(run -> fits(query, run))
                .limit(limit + 1L)
                .toList();
        boolean isLast = found.size() <= limit;
        return new JsonObject()
                .put("items", new JsonArray(isLast ? found : found.subList(0, limit)))
                .put("next_cursor", isLast ? null : found.get(limit - 1).getString("id"));
    }

    private static boolean fits(MultiMap query, JsonObject run) {
        String state = query.get("state");
        String job = query.get("job");
        String search = query.get("search");
        String cursor = query.get("cursor");
        String until = query.get("until");
        return (state == null || List.of(state.split(",", -1)).contains(run.getString("state")))
                && (job == null || job.equals(run.getString("job")))
                && (search == null || run.getString("error", "").contains(search))
                && (cursor == null || run.getString("id").compareTo(cursor) < 0)
                && (until == null || madeAt(run) < Instant.parse(until).toEpochMilli());
    }

    private static long madeAt(JsonObject run) {
        return Long.parseLong(run.getString("id").replace("-", "").substring(0, 12), 16);
    }

    private JsonObject detail(JsonObject run) {
        JsonObject detail = run.copy().mergeIn(new JsonObject("""
                {"arguments": {"mode": "smart", "symbols": ["AAPL", "MSFT"], "force": false}, "result_expired": false,
                 "items": [], "children": null, "reruns": [], "audit": [],
                 "chain": {"before": null, "after": [], "goes_on_after_failure": null},
                 "attempts": [{"attempt": 1, "node": "tickwork-1", "started_at": null, "ended_at": "2026-03-02T12:00:02Z",
                               "error_class": "transient", "error": "twelvedata answered 500"}],
                 "timeline": [
                    {"at": "2026-03-02T12:00:00Z", "event": "enqueued", "attempt": null, "node": null, "text": "by anna"},
                    {"at": "2026-03-02T12:00:00Z", "event": "started", "attempt": 1, "node": "tickwork-1", "text": null},
                    {"at": "2026-03-02T12:00:02Z", "event": "failed", "attempt": 1, "node": "tickwork-1",
                     "text": "twelvedata answered 500"},
                    {"at": "2026-03-02T12:01:15Z", "event": "started", "attempt": 2, "node": "tickwork-1", "text": null}]}
                """));
        detail.put(
                "result",
                run.getString("state").equals("success") ? new JsonObject().put("records_updated", 30) : null);
        detail.put("log", new JsonObject().put("lines", new JsonArray(log)).put("is_whole", true));
        detail.put("cancel", run.getBoolean("cancel_requested") ? new JsonObject("""
                {"by": "tester", "reason": "wrong symbols"}""").put("at", now(0)) : null);
        return detail;
    }

    private JsonObject logBehind(String cursor) {
        int known = cursor == null ? 0 : Integer.parseInt(cursor.substring(2)) + 1;
        List<JsonObject> lines = log.subList(known, log.size());
        return new JsonObject().put("lines", new JsonArray(lines)).put("next_cursor", "1." + (log.size() - 1));
    }

    private JsonObject bulk(JsonObject wish) {
        MultiMap query = MultiMap.caseInsensitiveMultiMap();
        wish.getJsonObject("filter")
                .forEach(field -> query.add(
                        field.getKey(),
                        field.getValue() instanceof JsonArray many
                                ? String.join(
                                        ",", many.stream().map(String::valueOf).toList())
                                : String.valueOf(field.getValue())));
        List<JsonObject> found =
                runs.values().stream().filter(run -> fits(query, run)).toList();
        if (wish.getBoolean("preview", false)) {
            return new JsonObject()
                    .put("count", found.size())
                    .put("is_exact", true)
                    .put("sample", new JsonArray(found.stream().limit(10).toList()));
        }
        return accepted(202, run("bulk-action", "pending"));
    }

    private JsonObject counts() {
        return new JsonObject()
                .put("states", new JsonObject())
                .put(
                        "queues",
                        queues().getJsonArray("queues").stream()
                                .map(JsonObject.class::cast)
                                .map(queue ->
                                        queue.getJsonObject("counts").copy().put("queue", queue.getString("queue")))
                                .collect(JsonArray::new, JsonArray::add, JsonArray::addAll))
                .put("jobs", new JsonArray())
                .put("last_hour", ended())
                .put("last_day", ended());
    }

    private JsonObject ended() {
        return new JsonObject()
                .put("success", many("success", null))
                .put("failure", many("failure", null))
                .put("revoked", many("revoked", null))
                .put("is_exact", true);
    }

    private JsonObject queues() {
        queues.forEach((name, queue) -> queue.put(
                "counts",
                new JsonObject()
                        .put("ready", many("pending", name))
                        .put("later", 0)
                        .put("running", many("started", name))
                        .put("retrying", many("retry", name))
                        .put("held", 0)));
        return list("queues", queues);
    }

    private long many(String state, String queue) {
        return runs.values().stream()
                .filter(run -> run.getString("state").equals(state))
                .filter(run -> queue == null || queue.equals(run.getString("queue")))
                .count();
    }

    private JsonObject schedule(String name, String action, PretendGateway.Asked asked) {
        JsonObject schedule = schedules.get(name);
        if (action.equals("preview")) {
            return PretendDocuments.preview();
        }
        if (action.equals("run")) {
            return accepted(202, run(name, "pending"));
        }
        if (asked.method().equals("PATCH")) {
            return schedule.mergeIn(asked.body()).put("is_changed", true);
        }
        return acted(schedule, action, asked);
    }

    private static JsonObject acted(JsonObject thing, String action, PretendGateway.Asked asked) {
        if (action.equals("pause")) {
            return thing.put(
                    "paused",
                    new JsonObject()
                            .put("at", now(0))
                            .put("by", "tester")
                            .put("until", asked.body().getString("until"))
                            .put("reason", asked.body().getString("reason")));
        }
        return action.equals("resume") ? thing.putNull("paused") : thing.mergeIn(asked.body());
    }

    private static JsonObject list(String name, Map<String, JsonObject> things) {
        return new JsonObject().put(name, new JsonArray(List.copyOf(things.values())));
    }

    /** So many seconds from now. */
    static String now(int seconds) {
        return Instant.now().plusSeconds(seconds).truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
