package dev.tickwork.bench.days;

import dev.tickwork.postgres.Database;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The minutes of BTCUSD of a whole day in UTC, with as many digits as an exchange tells. */
record Day(Instant from, Instant until) {
    static final String SYMBOL = "BTCUSD";
    static final int MINUTES = 1_440;

    private static final String PART = """
            SELECT make_candle_part('1m', date_trunc('month', $1::timestamptz, 'UTC'),
                                    date_trunc('month', $1::timestamptz, 'UTC') + interval '1 month')::text AS made
            """;
    private static final String FILL = """
            INSERT INTO candles (series_id, timeframe, open_time, open, high, low, close, volume, is_final, seen_at, batch_id)
            SELECT s.id, '1m', $2::timestamptz + minute * interval '1 minute',
                   round((66000 + 500 * sin(minute / 90.0))::numeric, 2),
                   round((66010 + 500 * sin(minute / 90.0))::numeric, 2),
                   round((65990 + 500 * sin(minute / 90.0))::numeric, 2),
                   round((66000 + 500 * sin((minute + 1) / 90.0))::numeric, 2),
                   round((3 + 2 * sin(minute * 7.0))::numeric, 8),
                   true, $2::timestamptz + minute * interval '1 minute' + interval '62.345678 seconds', 1000000 + minute
              FROM candle_series s
             CROSS JOIN generate_series(0, 1439) AS minute
             WHERE s.symbol = $1
               AND s.timeframe = '1m'
            """;
    private static final String SETTLE = """
            VACUUM ANALYZE candles
            """;
    private static final String READ = """
            SELECT open_time, open, high, low, close, volume, is_final, seen_at, batch_id
              FROM candles
             WHERE series_id = (SELECT id FROM candle_series WHERE symbol = $1 AND timeframe = '1m')
               AND timeframe = '1m'
               AND open_time >= $2
               AND open_time < $3
             ORDER BY open_time DESC
             LIMIT $4
            """;

    static Day yesterday(Clock clock) {
        Instant today = clock.instant().truncatedTo(ChronoUnit.DAYS);
        return new Day(today.minus(1, ChronoUnit.DAYS), today);
    }

    void fill(Database database) {
        database.write(tx ->
                        tx.query(PART, row -> row.text("made"), from).compose(made -> tx.execute(FILL, SYMBOL, from)))
                .await();
        database.statement(tx -> tx.execute(SETTLE)).await();
    }

    /** As Tickwork reads them, and nothing is made of the rows. */
    Future<List<Integer>> read(Database database) {
        return database.read(tx -> tx.query(READ, row -> 1, SYMBOL, from, until, MINUTES + 1));
    }

    String path() {
        return "/api/v1/candles/" + SYMBOL + "/1m?from=" + from + "&to=" + until + "&limit=" + MINUTES;
    }
}
