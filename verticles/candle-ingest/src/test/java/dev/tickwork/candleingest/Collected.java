package dev.tickwork.candleingest;

import static dev.tickwork.testservers.Await.done;

import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.postgres.Database;
import dev.tickwork.providers.CandleAnswer;
import dev.tickwork.providers.CandleQuestion;
import dev.tickwork.runtime.Platform;
import dev.tickwork.testservers.TestRedis;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a process collected from the simulator, and what that serves. */
final class Collected {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String OPEN_CHUNKS = """
            SELECT count(*) FILTER (WHERE done_at IS NULL) + CASE WHEN count(*) = 0 THEN 1 ELSE 0 END AS open
              FROM backfill_chunks
            """;
    private static final String STORED = """
            SELECT c.open_time, c.open, c.high, c.low, c.close, c.volume
              FROM candles c
              JOIN candle_series s ON s.id = c.series_id
             WHERE s.timeframe = $1
               AND c.timeframe = $1
               AND c.is_final
               AND c.open_time >= $2
               AND c.open_time < $3
             ORDER BY c.open_time
            """;

    private Collected() {}

    /** Whether exactly what the exchange serves is stored as final. */
    static boolean same(Platform platform, Timeframe timeframe, Span span) {
        return stored(platform.database(), timeframe, span).equals(served(platform, timeframe, span));
    }

    static Map<Instant, String> stored(Database db, Timeframe timeframe, Span span) {
        return inWords(done(db.read(tx -> tx.query(
                STORED,
                row -> new Candle(
                        row.instant("open_time"),
                        row.decimal("open"),
                        row.decimal("high"),
                        row.decimal("low"),
                        row.decimal("close"),
                        row.decimal("volume")),
                timeframe.label(),
                span.from(),
                span.until()))));
    }

    static Map<Instant, String> served(Platform platform, Timeframe timeframe, Span span) {
        var question = new CandleQuestion("BTCUSD", timeframe, span, 10_000);
        Function<String, List<Candle>> refused = why -> {
            throw new AssertionError(why);
        };
        CandleAnswer answer = done(platform.candleSource().candles(question));
        return inWords(answer.match(
                CandleAnswer.Found::candles,
                limited -> refused.apply(limited.reason()),
                maintenance -> refused.apply(maintenance.reason())));
    }

    private static Map<Instant, String> inWords(List<Candle> candles) {
        return candles.stream()
                .collect(Collectors.toMap(
                        Candle::openTime,
                        candle ->
                                List.of(candle.open(), candle.high(), candle.low(), candle.close(), candle.volume())
                                        .stream()
                                        .map(number ->
                                                number.stripTrailingZeros().toPlainString())
                                        .collect(Collectors.joining(" "))));
    }

    /** How many chunks of a backfill are to do; 1 when nothing is planned yet. */
    static int openChunks(Database db) {
        return done(db.read(tx -> tx.query(OPEN_CHUNKS, row -> row.integer("open"))))
                .get(0);
    }

    static void passed(Platform platform, Duration time) {
        Instant then = platform.time().now().plus(time);
        until("time passes", () -> platform.time().now().isAfter(then));
    }

    static void until(String what, BooleanSupplier claim) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!claim.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(100_000_000);
        }
    }

    static Map<String, String> environment(String url, TestRedis redis) throws IOException {
        int port = freePort();
        var environment = new HashMap<String, String>();
        environment.put("DATABASE_URL", url);
        environment.put("REDIS_URL", redis.url());
        environment.put("SIMULATOR_PORT", String.valueOf(port));
        environment.put("SIMULATOR_URL", "http://127.0.0.1:" + port);
        environment.put("SIMULATOR_CONNECTIONS_PER_MINUTE", "0");
        environment.put("SIMULATOR_CALLS_PER_MINUTE", "0");
        environment.put("TICKWORK_CLOCK", "2026-03-02T12:00Z*12");
        environment.put("CANDLE_GRACE", "90s");
        environment.put("BITFINEX_SYMBOLS", "BTCUSD");
        environment.put("BITFINEX_TIMEFRAMES", "1m,1h,4h");
        environment.put("BACKFILL_DAYS", "3");
        environment.put("RETENTION_1M", "1");
        environment.put("RATE_LIMIT_DELAY", "0.6");
        environment.put("WS_CATCHUP_LOOKBACK_MINUTES", "15");
        environment.put("NODE_NAME", "collector");
        return environment;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
