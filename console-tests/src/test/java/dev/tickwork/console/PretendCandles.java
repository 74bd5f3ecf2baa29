package dev.tickwork.console;

import static dev.tickwork.console.PretendJobs.STATUS;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Hours of one symbol that nobody traded, with a hole of each kind in them, in the words of the contract. The hours end
 * with the present one.
 */
final class PretendCandles {
    static final int HOURS = 1_200;

    private static final Duration HOUR = Duration.ofHours(1);

    /** A stretch without candles, in hours before the present one. */
    private record Hole(String kind, int first, int hours) {}

    private static final List<Hole> HOLES = List.of(
            new Hole("not-loaded", 130, 24),
            new Hole("proven-empty", 80, 4),
            new Hole("exchange-down", 48, 6),
            new Hole("missing", 20, 3));

    private final Instant newest = Instant.now().truncatedTo(ChronoUnit.HOURS);
    private final List<JsonObject> doubted = new CopyOnWriteArrayList<>();
    private volatile boolean isEmpty;

    PretendCandles() {
        doubt(31, "BTCUSD", "jump", "high 661200 is more than 10 times the closes beside it");
        doubt(32, "ETHUSD", "frozen", "30 candles in a row closed at 3120.5 although 214 were traded");
    }

    /** From now on nothing is stored. */
    void forget() {
        isEmpty = true;
        doubted.clear();
    }

    /** The candle that forms now, as it is told live. */
    JsonObject live(String close) {
        return candle(0)
                .put("symbol", "BTCUSD")
                .put("timeframe", "1h")
                .put("close", close)
                .put("high", close)
                .put("final", false)
                .put("as_of", PretendJobs.now(0))
                .put("source", "bitfinex")
                .put("simulated", true);
    }

    /** What the contract answers; empty when it is not about candles. */
    Optional<JsonObject> answer(PretendGateway.Asked asked, MultiMap query) {
        String path = asked.path();
        if (path.startsWith("/api/v1/candles/")) {
            return Optional.of(candles(query));
        }
        if (path.startsWith("/api/v1/coverage/")) {
            return Optional.of(pieces(query));
        }
        if (path.startsWith("/api/v1/quarantine/")) {
            return Optional.of(decided(asked));
        }
        return switch (path) {
            case "/api/v1/candle-series" -> Optional.of(series());
            case "/api/v1/coverage" -> Optional.of(coverage(query));
            case "/gaps" -> Optional.of(gaps(query));
            case "/api/v1/downtimes" -> Optional.of(downtimes());
            case "/api/v1/quarantine" -> Optional.of(quarantine(query));
            case "/api/v1/backfill" -> Optional.of(backfill(asked, query));
            case "/api/v1/gaps/repair" -> Optional.of(repair(asked));
            default -> path.startsWith("/api/v1/gaps/") ? Optional.of(accepted()) : Optional.empty();
        };
    }

    private JsonObject candles(MultiMap query) {
        Instant to = moment(query, "to", newest.plus(HOUR));
        Instant from = moment(query, "from", Instant.EPOCH);
        int limit = Integer.parseInt(query.get("limit"));
        List<JsonObject> found = LongStream.range(0, isEmpty ? 0 : HOURS)
                .filter(hour ->
                        HOLES.stream().noneMatch(hole -> hole.first() <= hour && hour < hole.first() + hole.hours()))
                .filter(hour -> openOf(hour).isBefore(to) && !openOf(hour).isBefore(from))
                .limit(limit + 1L)
                .mapToObj(this::candle)
                .toList();
        return page(found, limit)
                .put("symbol", "BTCUSD")
                .put("timeframe", "1h")
                .put("source", "bitfinex")
                .put("simulated", true)
                .putNull("as_of");
    }

    private JsonObject candle(long hour) {
        double wave = Math.sin(hour / 9.0) * 900 + Math.sin(hour / 41.0) * 2_600 + hour * 2.5;
        double next = Math.sin((hour - 1) / 9.0) * 900 + Math.sin((hour - 1) / 41.0) * 2_600 + (hour - 1) * 2.5;
        double noise = Math.sin(hour * 12.9898) * 180;
        return new JsonObject()
                .put("open_time", openOf(hour).toString())
                .put("open", text(66_000 + wave))
                .put("high", text(66_000 + Math.max(wave, next) + Math.abs(noise) + 40))
                .put("low", text(66_000 + Math.min(wave, next) - Math.abs(noise) - 40))
                .put("close", text(66_000 + next))
                .put("volume", text(20 + Math.abs(noise) / 4))
                .put("final", hour > 0)
                .put("synthetic", false)
                .put("seen_at", openOf(hour).plus(HOUR).toString())
                .put("batch_id", 4711);
    }

    private static String text(double value) {
        return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP).toPlainString();
    }

    private Instant openOf(long hour) {
        return newest.minus(HOUR.multipliedBy(hour));
    }

    private Stream<JsonObject> holes(Instant from, Instant to) {
        return HOLES.stream()
                .map(this::piece)
                .filter(piece -> piece.getInstant("until").isAfter(from)
                        && piece.getInstant("from").isBefore(to));
    }

    private JsonObject piece(Hole hole) {
        Instant until = openOf(hole.first() - 1L);
        return new JsonObject()
                .put("from", until.minus(HOUR.multipliedBy(hole.hours())).toString())
                .put("until", until.toString())
                .put("kind", hole.kind())
                .put("candles", hole.hours())
                .put("gap_id", hole.kind().equals("not-loaded") ? null : HOLES.indexOf(hole) + 7)
                .put("attempts", 1)
                .put("confirmations", hole.kind().equals("proven-empty") ? 3 : 0)
                .put("next_try_at", hole.kind().equals("missing") ? PretendJobs.now(1_800) : null)
                .put("last_error", hole.kind().equals("missing") ? "bitfinex answered 500" : null)
                .putNull("downtime_id");
    }

    private JsonObject pieces(MultiMap query) {
        List<JsonObject> found = isEmpty
                ? List.of()
                : holes(moment(query, "from", Instant.EPOCH), moment(query, "to", newest))
                        .toList();
        return page(found, 1_000).put("symbol", "BTCUSD").put("timeframe", "1h");
    }

    private JsonObject coverage(MultiMap query) {
        Instant from = moment(query, "from", newest);
        Instant to = moment(query, "to", newest);
        List<JsonObject> days = isEmpty
                ? List.of()
                : Stream.of("BTCUSD", "ETHUSD", "SOLUSD")
                        .flatMap(symbol -> Stream.iterate(
                                        from,
                                        day -> day.isBefore(to) && day.isBefore(newest),
                                        day -> day.plus(1, ChronoUnit.DAYS))
                                .map(day -> day(symbol, day)))
                        .toList();
        return page(days, Integer.MAX_VALUE)
                .put("timeframe", query.get("timeframe"))
                .put("from", from.toString())
                .put("to", to.toString());
    }

    private JsonObject day(String symbol, Instant day) {
        var figures = new JsonObject()
                .put("symbol", symbol)
                .put("day", day.atZone(ZoneOffset.UTC).toLocalDate().toString())
                .put("expected", 24)
                .put("present", 24)
                .put("proven_empty", 0)
                .put("exchange_down", 0)
                .put("missing", 0)
                .put("not_loaded", 0);
        long age = Duration.between(day, newest).toDays();
        if (symbol.equals("SOLUSD") && age > 60) {
            return figures.put("present", 0).put("not_loaded", 24);
        }
        if (symbol.equals("BTCUSD")) {
            holes(day, day.plus(1, ChronoUnit.DAYS)).forEach(hole -> take(figures, hole, day));
        }
        if (age == 17) {
            figures.put("exchange_down", 5).put("present", 19);
        }
        return figures;
    }

    private static void take(JsonObject figures, JsonObject hole, Instant day) {
        Instant from = hole.getInstant("from").isBefore(day) ? day : hole.getInstant("from");
        Instant end = day.plus(1, ChronoUnit.DAYS);
        Instant until = hole.getInstant("until").isAfter(end) ? end : hole.getInstant("until");
        int hours = (int) Duration.between(from, until).toHours();
        String field = hole.getString("kind").replace('-', '_');
        figures.put(field, figures.getInteger(field) + hours).put("present", figures.getInteger("present") - hours);
    }

    private JsonObject gaps(MultiMap query) {
        boolean areOpen = !"true".equals(query.get("repaired"));
        List<JsonObject> found = isEmpty
                ? List.of()
                : HOLES.stream()
                        .filter(hole -> !hole.kind().equals("not-loaded"))
                        .filter(hole -> query.get("repaired") == null
                                || areOpen == hole.kind().equals("missing"))
                        .map(this::gap)
                        .toList();
        return page(found, 50);
    }

    private JsonObject gap(Hole hole) {
        JsonObject piece = piece(hole);
        return new JsonObject()
                .put("id", piece.getInteger("gap_id"))
                .put("exchange", "bitfinex")
                .put("symbol", "BTCUSD")
                .put("timeframe", "1h")
                .put("gap_start", piece.getString("from"))
                .put("gap_end", piece.getString("until"))
                .put("detected_at", piece.getString("until"))
                .put("repaired_at", hole.kind().equals("missing") ? null : PretendJobs.now(-3_600))
                .put("state", hole.kind())
                .put("missing", hole.hours())
                .put("attempts", 1)
                .put("next_try_at", piece.getString("next_try_at"))
                .put("last_error", piece.getString("last_error"))
                .put("confirmations", piece.getInteger("confirmations"))
                .putNull("downtime_id")
                .put("detected_run_id", "019cae0d-4dd0-7cc2-93f3-000000000001")
                .put("repair_run_id", "019cae0d-4dd0-7cc2-93f3-000000000001");
    }

    private JsonObject downtimes() {
        var downtime = new JsonObject()
                .put("id", 3)
                .put("exchange", "bitfinex")
                .put("from", openOf(53).toString())
                .put("until", openOf(47).toString())
                .put("evidence", "all 3 symbols have no 1h candles")
                .put("noticed_at", openOf(46).toString());
        return page(isEmpty ? List.of() : List.of(downtime), 50);
    }

    private JsonObject quarantine(MultiMap query) {
        return page(
                doubted.stream()
                        .filter(one -> one.getString("state").equals(query.get("state")))
                        .toList(),
                50);
    }

    private JsonObject decided(PretendGateway.Asked asked) {
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

    private void doubt(int id, String symbol, String rule, String reason) {
        doubted.add(candle(5)
                .put("id", id)
                .put("symbol", symbol)
                .put("timeframe", "1h")
                .put("high", "661200")
                .put("rule", rule)
                .put("reason", reason)
                .put("state", "waiting")
                .putNull("decided_at")
                .putNull("decided_by")
                .putNull("decision")
                .put("before", candle(6))
                .putNull("stored")
                .put("after", candle(4)));
    }

    private static JsonObject series() {
        return page(
                Stream.of("BTCUSD/1h", "BTCUSD/4h", "BTCUSD/1d", "ETHUSD/1h", "SOLUSD/1h")
                        .map(name -> name.split("/", -1))
                        .map(name -> new JsonObject()
                                .put("symbol", name[0])
                                .put("timeframe", name[1])
                                .put("exchange", "bitfinex")
                                .put("built_from", name[1].equals("4h") ? "1h" : null)
                                .put("first_open", "2013-03-31T22:00:00Z")
                                .put("kept_days", 365)
                                .put("added_at", "2026-03-02T12:00:00Z")
                                .put("added_by", "configuration")
                                .putNull("removed_at"))
                        .toList(),
                50);
    }

    private JsonObject backfill(PretendGateway.Asked asked, MultiMap query) {
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
                                        .put("from", openOf(days * 24L).toString())
                                        .put("until", newest.toString())
                                        .put("requests", days)
                                        .put("candles", days * 24)));
    }

    private JsonObject progress() {
        var one = new JsonObject()
                .put("symbol", "BTCUSD")
                .put("timeframe", "1h")
                .put("from", openOf(8_760).toString())
                .put("until", newest.toString())
                .put("loaded_from", openOf(4_000).toString())
                .put("chunks_done", isEmpty ? 0 : 40)
                .put("chunks_total", isEmpty ? 0 : 88)
                .put("candles", isEmpty ? 0 : 4_000)
                .put("last_error", isEmpty ? null : "bitfinex: rate limited");
        return new JsonObject()
                .put("running", !isEmpty)
                .put("task_id", isEmpty ? null : "550e8400-e29b-41d4-a716-446655440000")
                .put("started_at", isEmpty ? null : PretendJobs.now(-300))
                .put("chunks_done", one.getInteger("chunks_done"))
                .put("chunks_total", one.getInteger("chunks_total"))
                .put("candles", one.getInteger("candles"))
                .put("eta", isEmpty ? null : PretendJobs.now(330))
                .put("series", isEmpty ? new JsonArray() : new JsonArray().add(one));
    }

    private JsonObject repair(PretendGateway.Asked asked) {
        if (!asked.body().getBoolean("preview", false)) {
            return accepted();
        }
        boolean isForced = asked.body().getBoolean("force", false);
        List<JsonObject> pieces = holes(
                        asked.body().getInstant("from"), asked.body().getInstant("to"))
                .filter(piece -> isForced || piece.getString("kind").equals("missing"))
                .toList();
        return new JsonObject()
                .put("requests", pieces.size())
                .put(
                        "candles",
                        pieces.stream()
                                .mapToInt(piece -> piece.getInteger("candles"))
                                .sum())
                .put("pieces", new JsonArray(pieces));
    }

    private static JsonObject accepted() {
        return new JsonObject()
                .put(STATUS, 202)
                .put("run_id", "019cae0d-4dd0-7cc2-93f3-000000000001")
                .put("state", "pending")
                .put("is_new", true);
    }

    private static JsonObject page(List<JsonObject> found, int limit) {
        boolean isLast = found.size() <= limit;
        return new JsonObject()
                .put("items", new JsonArray(isLast ? found : found.subList(0, limit)))
                .put("next_cursor", isLast ? null : String.valueOf(limit));
    }

    private static Instant moment(MultiMap query, String name, Instant otherwise) {
        return Optional.ofNullable(query.get(name)).map(Instant::parse).orElse(otherwise);
    }
}
