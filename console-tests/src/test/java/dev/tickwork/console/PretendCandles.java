package dev.tickwork.console;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Hours of one symbol that nobody traded, up to the present one, with a hole of each kind in them, in the words of the
 * contract.
 */
final class PretendCandles {
    static final int HOURS = 1_200;

    private final PretendHours hours = new PretendHours();
    private final PretendGaps gaps = new PretendGaps(hours);
    private final PretendBackfill backfill = new PretendBackfill(hours);
    private final PretendDoubts doubts = new PretendDoubts();
    private final PretendRules rules = new PretendRules();
    private final PretendOrigins origins = new PretendOrigins();
    private final Map<Long, String> restated = new ConcurrentHashMap<>();
    private volatile Span late = new Span(0, 0);
    private volatile int mostAtOnce = Integer.MAX_VALUE;

    /** Hours before the present one. */
    private record Span(long from, long until) {
        boolean contains(long hour) {
            return from <= hour && hour < until;
        }
    }

    PretendCandles() {
        var beside = new JsonObject[] {candle(6), candle(5), candle(4)};
        doubts.doubt(beside, "BTCUSD", "jump", "high 661200 is far from the closes around it");
        doubts.doubt(beside, "ETHUSD", "frozen", "30 candles in a row closed at 3120.5 although 214 were traded");
    }

    /** From now on nothing is stored. */
    void forget() {
        hours.forget();
        doubts.forget();
    }

    /** As it is in the first minutes of a day. */
    void expectNothingToday() {
        gaps.expectNothingToday();
    }

    /** From now on the exchange has been down so many times. */
    void noticeDowntimes(int many) {
        gaps.noticeDowntimes(many);
    }

    /** As it is where everything is still to be loaded. */
    void neverLoaded() {
        backfill.neverRan();
    }

    /** The day before the present one, as the contract writes it. */
    String yesterday() {
        return LocalDate.ofInstant(hours.newest(), ZoneOffset.UTC).minusDays(1).toString();
    }

    /** From now on those are not stored yet that lie so many hours before the present one. */
    void withhold(long from, long until) {
        late = new Span(from, until);
    }

    /** From now on all are stored that ever will be. */
    void deliver() {
        late = new Span(0, 0);
    }

    /** From now on a page has at most so many candles. */
    void answerAtOnce(int most) {
        mostAtOnce = most;
    }

    /** When the candle opened that lies so many hours before the present one, as the contract writes it. */
    String openOf(long hoursAgo) {
        return hours.openOf(hoursAgo).toString();
    }

    /** From now on the candle of that hour closes there, and did otherwise before. */
    void restate(long hoursAgo, String close) {
        JsonObject old = candle(hoursAgo);
        restated.put(hoursAgo, close);
        origins.restate(old, candle(hoursAgo));
    }

    /** The candle that forms now, as it is told live. */
    JsonObject live(String close) {
        return live(candle(0).put("close", close).put("high", close));
    }

    /** The candle of an hour, as it is told live. */
    JsonObject liveOf(long hoursAgo) {
        return live(candle(hoursAgo));
    }

    private static JsonObject live(JsonObject candle) {
        candle.remove("batch_id");
        candle.remove("seen_at");
        return candle.put("symbol", "BTCUSD")
                .put("timeframe", "1h")
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
            return Optional.of(gaps.pieces(query));
        }
        if (path.startsWith("/api/v1/quarantine/")) {
            return Optional.of(doubts.decide(asked));
        }
        if (path.startsWith(PretendOrigins.BATCHES)) {
            return Optional.of(origins.batch(path));
        }
        if (path.startsWith(PretendRules.PATH)) {
            return Optional.of(rules.answer(asked, query));
        }
        return switch (path) {
            case "/api/v1/candle-series" -> Optional.of(series());
            case "/api/v1/candle-revisions" -> Optional.of(origins.revisions(query));
            case "/api/v1/coverage" -> Optional.of(gaps.coverage(query));
            case "/gaps" -> Optional.of(gaps.gaps(query));
            case "/api/v1/downtimes" -> Optional.of(gaps.downtimes(query));
            case "/api/v1/quarantine" -> Optional.of(doubts.list(query));
            case "/api/v1/backfill" -> Optional.of(backfill.answer(asked, query));
            case "/api/v1/gaps/repair" -> Optional.of(gaps.repair(asked));
            case "/api/v1/gaps/scan" -> Optional.of(PretendGaps.accepted());
            default -> path.startsWith("/api/v1/gaps/") ? Optional.of(gaps.repairOne(asked)) : Optional.empty();
        };
    }

    private JsonObject candles(MultiMap query) {
        Instant to = PretendHours.moment(query, "to", hours.newest().plus(PretendHours.HOUR));
        Instant from = PretendHours.moment(query, "from", Instant.EPOCH);
        Instant end = PretendHours.moment(query, "cursor", to);
        int limit = Math.min(Integer.parseInt(query.get("limit")), mostAtOnce);
        List<JsonObject> found = LongStream.range(0, hours.areStored() ? HOURS : 0)
                .filter(hour -> !gaps.lacks(hour) && !late.contains(hour))
                .filter(hour ->
                        hours.openOf(hour).isBefore(end) && !hours.openOf(hour).isBefore(from))
                .limit(limit + 1L)
                .mapToObj(this::candle)
                .toList();
        return PretendHours.page(found, limit)
                .put("next_cursor", found.size() > limit ? found.get(limit - 1).getString("open_time") : null)
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
                .put("open_time", hours.openOf(hour).toString())
                .put("open", text(66_000 + wave))
                .put("high", text(66_000 + Math.max(wave, next) + Math.abs(noise) + 40))
                .put("low", text(66_000 + Math.min(wave, next) - Math.abs(noise) - 40))
                .put("close", restated.getOrDefault(hour, text(66_000 + next)))
                .put("volume", text(20 + Math.abs(noise) / 4))
                .put("final", hour > 0)
                .put("synthetic", false)
                .put(
                        "seen_at",
                        hour > 0
                                ? hours.openOf(hour - 1).toString()
                                : hours.newest().toString())
                .put("batch_id", batchOf(hour));
    }

    private int batchOf(long hour) {
        if (restated.containsKey(hour)) {
            return PretendOrigins.REPAIR;
        }
        return hour == 0 ? PretendOrigins.STREAM : PretendOrigins.BACKFILL;
    }

    private static String text(double value) {
        return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP).toPlainString();
    }

    private static JsonObject series() {
        return PretendHours.page(
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
}
