package dev.tickwork.gaprepair;

import static dev.tickwork.testservers.Await.done;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Database;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Candles as candle-ingest would have stored them. */
final class CandleShelf {
    private static final String PARTITION = """
            SELECT to_regclass('candles_' || $1 || '_test') IS NULL AS is_missing
            """;
    private static final String SERIES = """
            INSERT INTO candle_series (exchange, symbol, timeframe, first_open, kept_days, built_from, added_at, added_by)
            VALUES ('bitfinex', $1, $2, $3, $4, $5, $6, 'test')
            RETURNING id
            """;
    static final String PUT = """
            INSERT INTO candles (series_id, timeframe, open_time, open, high, low, close, volume, is_final, seen_at, batch_id)
            SELECT $1, $2, open_time, 1, 1, 1, 1, 1, $4, open_time, 1
              FROM unnest($3::timestamptz[]) AS given (open_time)
                ON CONFLICT (series_id, timeframe, open_time) DO UPDATE
               SET is_final = excluded.is_final
            """;
    private static final String STREAM = """
            INSERT INTO candles (series_id, timeframe, open_time, open, high, low, close, volume, is_final, seen_at, batch_id)
            SELECT s.id, $1, open_time, 1, 1, 1, 1, 1, true, open_time, 1
              FROM unnest($2::timestamptz[]) AS given (open_time)
             CROSS JOIN candle_series s
             WHERE s.timeframe = $1
               AND open_time >= $3
                ON CONFLICT (series_id, timeframe, open_time) DO NOTHING
            """;
    private static final String TAKE = """
            DELETE FROM candles
             WHERE series_id = $1
               AND timeframe = $2
               AND open_time = ANY($3)
            """;
    private static final String CHUNK = """
            INSERT INTO backfill_chunks (series_id, from_at, until_at, done_at)
            VALUES ($1, $2, $3, $4)
            ON CONFLICT (series_id, from_at) DO UPDATE
               SET done_at = excluded.done_at
            """;
    private static final String GIVE_UP = """
            UPDATE backfill_chunks
               SET last_error = 'no such candles', given_up_at = $3
             WHERE series_id = $1
               AND from_at = $2
            """;
    private static final String ASK_AGAIN = """
            UPDATE backfill_chunks
               SET last_error = NULL, given_up_at = NULL
             WHERE series_id = $1
               AND from_at = $2
            """;
    private static final String REMOVE = """
            UPDATE candle_series
               SET removed_at = $2
             WHERE id = $1
            """;
    private static final String DOUBT = """
            INSERT INTO candle_quarantine (series_id, open_time, open, high, low, close, volume, is_final, seen_at, batch_id,
                                           rule, reason, state)
            SELECT $1, open_time, 9, 9, 9, 9, 1, true, open_time, 1, 'jump', 'far away', 'waiting'
              FROM unnest($2::timestamptz[]) AS given (open_time)
            """;
    private static final String REJECT = """
            UPDATE candle_quarantine
               SET state = 'rejected', decided_at = $2, decided_by = 'ann', decision = 'a bad print'
             WHERE open_time = $1
            """;
    private static final String MAINTENANCE = """
            INSERT INTO exchange_maintenances (exchange, from_at, until_at)
            VALUES ('bitfinex', $1, $2)
            """;
    private static final String GAPS = """
            SELECT symbol, timeframe, gap_start, gap_end, state, missing, confirmations, attempts, downtime_id, last_error,
                   next_try_at, repaired_at
              FROM data_gaps
             ORDER BY symbol, timeframe, gap_start, id
            """;

    /** What is older was put there by the test. */
    private static final Instant TODAY = Instant.parse("2026-02-06T00:00:00Z");

    private final Database database;

    CandleShelf(Database database) {
        this.database = database;
    }

    /** A series on the shelf. */
    record Kept(int id, Series series) {
        Timeframe timeframe() {
            return series.timeframe();
        }
    }

    /** A row of {@code data_gaps}. */
    record Row(
            String symbol,
            String timeframe,
            Span span,
            String state,
            int missing,
            int confirmations,
            int attempts,
            @Nullable Long downtime,
            @Nullable String lastError,
            Instant nextTry,
            @Nullable Instant repairedAt) {}

    @CanIgnoreReturnValue
    Kept series(String symbol, Timeframe timeframe, @Nullable Instant first, @Nullable Integer keptDays) {
        return series(symbol, timeframe, first, keptDays, null);
    }

    @CanIgnoreReturnValue
    Kept series(
            String symbol,
            Timeframe timeframe,
            @Nullable Instant first,
            @Nullable Integer keptDays,
            @Nullable String builtFrom) {
        partition(timeframe);
        Instant added = Instant.parse("2020-01-01T00:00:00Z");
        int id = done(database.write(tx -> tx.query(
                        SERIES,
                        row -> row.integer("id"),
                        symbol,
                        timeframe.label(),
                        first,
                        keptDays,
                        builtFrom,
                        added)))
                .get(0);
        return new Kept(id, new Series("bitfinex", symbol, timeframe));
    }

    void put(Kept kept, Collection<Instant> opens) {
        put(kept, opens, true);
    }

    void put(Kept kept, Collection<Instant> opens, boolean isFinal) {
        done(database.write(tx ->
                tx.execute(PUT, kept.id(), kept.timeframe().label(), Column.instants(opens, open -> open), isFinal)));
    }

    void fill(Kept kept, Instant from, Instant until) {
        put(kept, kept.timeframe().opens(new Span(from, until)).toList());
    }

    /** Brings to every series of a timeframe the candles that closed in a stretch. */
    void stream(Timeframe timeframe, Instant from, Instant until) {
        List<Instant> opens = timeframe.opens(new Span(from, until)).toList();
        sql(STREAM, timeframe.label(), Column.instants(opens, open -> open), TODAY);
    }

    void take(Kept kept, Collection<Instant> opens) {
        done(database.write(
                tx -> tx.execute(TAKE, kept.id(), kept.timeframe().label(), Column.instants(opens, open -> open))));
    }

    void take(Kept kept, Instant from, Instant until) {
        take(kept, kept.timeframe().opens(new Span(from, until)).toList());
    }

    void chunk(Kept kept, Instant from, Instant until, @Nullable Instant doneAt) {
        done(database.write(tx -> tx.execute(CHUNK, kept.id(), from, until, doneAt)));
    }

    /** A backfill will not load the chunk that begins then. */
    void giveUp(Kept kept, Instant from, Instant at) {
        sql(GIVE_UP, kept.id(), from, at);
    }

    /** The next backfill asks for it again. */
    void askAgain(Kept kept, Instant from) {
        sql(ASK_AGAIN, kept.id(), from);
    }

    /** What the exchange has of a stretch waits in the quarantine. */
    void doubt(Kept kept, Instant from, Instant until) {
        List<Instant> opens = kept.timeframe().opens(new Span(from, until)).toList();
        sql(DOUBT, kept.id(), Column.instants(opens, open -> open));
    }

    /** An operator rejected the candle that opens then. */
    void reject(Instant open, Instant at) {
        sql(REJECT, open, at);
    }

    /** The exchange's stream said that it pauses. */
    void maintenance(Instant from, Instant until) {
        sql(MAINTENANCE, from, until);
    }

    void remove(Kept kept, Instant at) {
        done(database.write(tx -> tx.execute(REMOVE, kept.id(), at)));
    }

    List<Row> gaps() {
        return done(database.read(tx -> tx.query(
                GAPS,
                row -> new Row(
                        row.text("symbol"),
                        row.text("timeframe"),
                        new Span(row.instant("gap_start"), row.instant("gap_end")),
                        row.text("state"),
                        row.integer("missing"),
                        row.integer("confirmations"),
                        row.integer("attempts"),
                        row.numberOrNull("downtime_id"),
                        row.textOrNull("last_error"),
                        row.instant("next_try_at"),
                        row.instantOrNull("repaired_at")))));
    }

    /** Those in a state, as {@code BTCUSD/1h 2026-02-05T20:00:00Z..2026-02-05T23:00:00Z}. */
    List<String> gaps(String state) {
        return gaps().stream()
                .filter(gap -> gap.state().equals(state))
                .map(gap -> gap.symbol() + "/" + gap.timeframe() + " "
                        + gap.span().from() + ".." + gap.span().until())
                .toList();
    }

    /** Sets what the test wants of all gaps. */
    void sql(String sql, Object... args) {
        done(database.write(tx -> tx.execute(sql, args)));
    }

    /** What a query says, line by line. */
    List<String> said(String sql) {
        return done(database.read(tx -> tx.query(sql, row -> row.text("said"))));
    }

    static UUID run(int number) {
        return new UUID(7, number);
    }

    private void partition(Timeframe timeframe) {
        String label = timeframe.label();
        boolean isMissing = done(database.read(tx -> tx.query(PARTITION, row -> row.flag("is_missing"), label)))
                .get(0);
        if (isMissing) {
            sql("CREATE TABLE candles_" + label + "_test PARTITION OF candles_" + label + " DEFAULT");
        }
    }
}
