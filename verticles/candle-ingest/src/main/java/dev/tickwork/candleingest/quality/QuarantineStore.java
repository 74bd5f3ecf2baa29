package dev.tickwork.candleingest.quality;

import dev.tickwork.candleingest.store.SeenCandle;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Puts doubted candles into {@code candle_quarantine}; this module is its only writer. */
public final class QuarantineStore {
    private static final String PUT = """
            INSERT INTO candle_quarantine (series_id, open_time, open, high, low, close, volume, is_final, seen_at, batch_id,
                                           rule, reason, state)
            SELECT series_id, open_time, open, high, low, close, volume, is_final, seen_at, $1, rule, reason, 'waiting'
              FROM unnest($2::integer[], $3::timestamptz[], $4::numeric[], $5::numeric[], $6::numeric[], $7::numeric[],
                          $8::numeric[], $9::boolean[], $10::timestamptz[], $11::text[], $12::text[])
                AS given (series_id, open_time, open, high, low, close, volume, is_final, seen_at, rule, reason)
                ON CONFLICT (series_id, open_time, rule, open, high, low, close, volume) DO NOTHING
            """;

    // What is stored just so was believed before: to doubt it now would change nothing.
    private static final String BELIEVED = """
            SELECT given.series_id, given.open_time
              FROM unnest($1::integer[], $2::text[], $3::timestamptz[], $4::numeric[], $5::numeric[], $6::numeric[],
                          $7::numeric[], $8::numeric[])
                AS given (series_id, timeframe, open_time, open, high, low, close, volume)
             WHERE EXISTS (
                   SELECT 1
                     FROM candle_quarantine AS decided
                    WHERE decided.state = 'accepted'
                      AND decided.series_id = given.series_id
                      AND decided.open_time = given.open_time
                      AND (decided.open, decided.high, decided.low, decided.close, decided.volume)
                          = (given.open, given.high, given.low, given.close, given.volume))
                OR EXISTS (
                   SELECT 1
                     FROM candles AS stored
                    WHERE stored.series_id = given.series_id
                      AND stored.timeframe = given.timeframe
                      AND stored.open_time = given.open_time
                      AND stored.is_final
                      AND (stored.open, stored.high, stored.low, stored.close, stored.volume)
                          = (given.open, given.high, given.low, given.close, given.volume))
            """;

    private static final String RELEASE = """
            UPDATE candle_quarantine
               SET state = 'accepted',
                   decided_at = $2,
                   decided_by = 'candle-ingest',
                   decision = 'the candles around it bear it out'
             WHERE id = ANY($1)
               AND state = 'waiting'
            """;

    // A rejection can be taken back; what was accepted is stored and may have been built on.
    private static final String DECIDE = """
            UPDATE candle_quarantine
               SET state = $2,
                   decided_at = $3,
                   decided_by = $4,
                   decision = $5
             WHERE id = $1
               AND (state = 'waiting' OR (state = 'rejected' AND $2 = 'accepted'))
            """;

    /**
     * What an operator decided.
     *
     * @param accept whether the candle is true as it is
     * @param by the subject
     * @param why in their words
     */
    public record Decision(long id, boolean accept, String by, String why) {}

    /**
     * Decides about a candle that waits, or accepts one that was rejected.
     *
     * @return 1, or 0 when there is none of that id, or it was decided before
     */
    public Future<Integer> decide(Tx tx, Decision decision, Instant at) {
        return tx.execute(
                DECIDE, decision.id(), decision.accept() ? "accepted" : "rejected", at, decision.by(), decision.why());
    }

    /**
     * Lets candles wait for an operator. The same numbers wait once, and not again when they were decided on.
     *
     * @return how many were not known yet
     */
    public Future<Integer> put(Tx tx, long batchId, List<Suspect> suspects) {
        List<SeenCandle> seen = suspects.stream().map(Suspect::seen).toList();
        return tx.execute(
                PUT,
                batchId,
                Column.integers(seen, SeenCandle::seriesId),
                Column.instants(seen, SeenCandle::openTime),
                Column.decimals(seen, one -> one.candle().open()),
                Column.decimals(seen, one -> one.candle().high()),
                Column.decimals(seen, one -> one.candle().low()),
                Column.decimals(seen, one -> one.candle().close()),
                Column.decimals(seen, one -> one.candle().volume()),
                Column.flags(seen, one -> one.seen().isFinal()),
                Column.instants(seen, one -> one.seen().seenAt()),
                Column.texts(suspects, one -> one.doubt().rule().label()),
                Column.texts(suspects, one -> one.doubt().reason()));
    }

    /** Which of them an operator has accepted as they are, or are stored so. */
    public Future<Set<SeenCandle.Key>> believed(Tx tx, List<Suspect> suspects) {
        List<SeenCandle> seen = suspects.stream().map(Suspect::seen).toList();
        return tx.query(
                        BELIEVED,
                        QuarantineStore::toKey,
                        Column.integers(seen, SeenCandle::seriesId),
                        Column.texts(seen, one -> one.timeframe().label()),
                        Column.instants(seen, SeenCandle::openTime),
                        Column.decimals(seen, one -> one.candle().open()),
                        Column.decimals(seen, one -> one.candle().high()),
                        Column.decimals(seen, one -> one.candle().low()),
                        Column.decimals(seen, one -> one.candle().close()),
                        Column.decimals(seen, one -> one.candle().volume()))
                .map(Set::copyOf);
    }

    /**
     * Lets candles wait no longer, because what came since bears them out. Whoever holds their series knows that they wait.
     *
     * @param ids of those that wait
     */
    Future<Integer> release(Tx tx, List<Long> ids, Instant at) {
        return ids.isEmpty() ? Future.succeededFuture(0) : tx.execute(RELEASE, Column.numbers(ids, id -> id), at);
    }

    private static SeenCandle.Key toKey(Row row) {
        return new SeenCandle.Key(row.integer("series_id"), row.instant("open_time"));
    }
}
