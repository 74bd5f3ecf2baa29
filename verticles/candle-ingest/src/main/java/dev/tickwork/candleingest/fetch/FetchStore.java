package dev.tickwork.candleingest.fetch;

import dev.tickwork.messages.Wire;
import dev.tickwork.messages.candles.CandlesFetched;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes {@code candle_fetches}: how far the runs are that take several requests. */
final class FetchStore {
    /** Longer than any run goes on; what is older belongs to runs that failed. */
    private static final Duration KEPT = Duration.ofDays(7);

    private static final String FIND = """
            SELECT next_at, told::text AS told, rows
              FROM candle_fetches
             WHERE run_id = $1
            """;

    private static final String SAVE = """
            INSERT INTO candle_fetches (run_id, next_at, told, rows, saved_at)
            VALUES ($1, $2, $3::text::jsonb, $4, $5)
                ON CONFLICT (run_id) DO UPDATE
               SET next_at = excluded.next_at,
                   told = excluded.told,
                   rows = excluded.rows,
                   saved_at = excluded.saved_at
            """;

    private static final String FORGET = """
            DELETE FROM candle_fetches
             WHERE run_id = $1
                OR saved_at < $2
            """;

    /** Where to go on, and what was told before. */
    record Saved(Instant next, Told told) {}

    /** How far a run is; empty when it has no answer yet. */
    Future<Optional<Saved>> find(Tx tx, UUID run) {
        return tx.first(FIND, FetchStore::saved, run);
    }

    /** Notes how far a run is that is not over, with what it just stored. Safe to repeat. */
    Future<Integer> save(Tx tx, Fetch fetch, Instant now) {
        Told told = fetch.allTold();
        return tx.execute(
                SAVE, fetch.run().runId(), fetch.question().from(), Wire.encode(told.fetched()), told.rows(), now);
    }

    /** Forgets a run that is over, and those that nobody will go on with. Safe to repeat. */
    Future<Integer> forget(Tx tx, UUID run, Instant now) {
        return tx.execute(FORGET, run, now.minus(KEPT));
    }

    private static Saved saved(Row row) {
        var fetched = Wire.decode(row.text("told"), CandlesFetched.class);
        return new Saved(row.instant("next_at"), new Told(fetched, row.integer("rows")));
    }
}
