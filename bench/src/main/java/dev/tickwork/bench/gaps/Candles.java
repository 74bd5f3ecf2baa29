package dev.tickwork.bench.gaps;

import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.postgres.Database;
import java.time.Duration;
import java.time.Instant;

/** Minutes of a hundred symbols, nearly all of which are there. */
final class Candles {
    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private static final int SERIES = 100;
    private static final int STEP = 10;

    private static final String PARTS = """
            SELECT make_candle_part('1m', month, month + interval '1 month')::text AS made
              FROM generate_series($1::timestamptz, $2::timestamptz, '1 month') AS month
            """;
    private static final String INSTRUMENTS = """
            INSERT INTO instruments (symbol, class, name, base, quote, price_scale)
            SELECT 'MADE' || i, 'CRYPTO', 'made up', 'MADE' || i, 'USD', 2
              FROM generate_series(1, $1::integer) AS i
            """;
    private static final String REGISTER = """
            INSERT INTO candle_series (exchange, symbol, timeframe, first_open, added_at, added_by)
            SELECT 'bitfinex', 'MADE' || i, '1m', $2, $2, 'bench'
              FROM generate_series(1, $1::integer) AS i
            """;
    private static final String FILL = """
            INSERT INTO candles (series_id, timeframe, open_time, open, high, low, close, volume, is_final, seen_at, batch_id)
            SELECT s.id, '1m', minute, 100.25, 101.5, 99.75, 100.5, 1.23456789, true, minute, 1
              FROM candle_series s
             CROSS JOIN generate_series($1::timestamptz, $2::timestamptz - interval '1 minute', '1 minute') AS minute
            """;
    private static final String LOSE = """
            DELETE FROM candles c
             USING candle_series s
             CROSS JOIN generate_series(1, 5) AS hole
             WHERE c.series_id = s.id
               AND c.timeframe = '1m'
               AND c.open_time >= $1::timestamptz + ((s.id * 7919 + hole * 18013) % $2) * interval '1 minute'
               AND c.open_time < $1::timestamptz + ((s.id * 7919 + hole * 18013) % $2 + hole) * interval '1 minute'
            """;
    private static final String FORGET_GAPS = """
            DELETE FROM data_gaps
            """;
    private static final String FORGET_LOOKS = """
            DELETE FROM gap_scans
            """;
    private static final String COUNT = """
            SELECT count(*) AS candles
              FROM candles
            """;
    private static final String SETTLE = """
            VACUUM ANALYZE candles
            """;

    private final Database database;
    private final int minutes;
    private Instant until;

    Candles(Database database, int millions) {
        this.database = database;
        this.minutes = millions * 1_000_000 / SERIES;
        this.until = BEGIN;
    }

    /** Just after the newest minute. */
    Instant now() {
        return until.plus(Duration.ofMinutes(2));
    }

    void fill() {
        Instant end = BEGIN.plus(Duration.ofMinutes(minutes));
        Instant month = Timeframe.MO1.openOf(BEGIN);
        database.write(tx -> tx.query(PARTS, row -> row.text("made"), month, end.plus(Duration.ofDays(30))))
                .await();
        change(INSTRUMENTS, SERIES);
        change(REGISTER, SERIES, BEGIN);
        while (until.isBefore(end)) {
            Instant next = until.plus(Duration.ofMinutes(STEP * 1_000L));
            add(next.isAfter(end) ? end : next);
        }
    }

    /** Five holes in each series. */
    void lose() {
        change(LOSE, BEGIN, minutes);
    }

    void settle() {
        database.statement(tx -> tx.execute(SETTLE)).await();
    }

    /** A thousand new candles. */
    void grow() {
        add(until.plus(Duration.ofMinutes(STEP)));
    }

    /** Nobody has looked at them. */
    void forget() {
        change(FORGET_GAPS);
        change(FORGET_LOOKS);
    }

    void count() {
        database.read(tx -> tx.query(COUNT, row -> row.number("candles"))).await();
    }

    private void add(Instant next) {
        change(FILL, until, next);
        until = next;
    }

    private void change(String sql, Object... args) {
        database.write(tx -> tx.execute(sql, args)).await();
    }
}
