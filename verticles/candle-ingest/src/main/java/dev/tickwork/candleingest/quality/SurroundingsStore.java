package dev.tickwork.candleingest.quality;

import dev.tickwork.candleingest.store.CandleRows;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what is around candles of one series. */
public final class SurroundingsStore {
    // Of the oldest candle that is judged the two after it count.
    private static final String AROUND = """
            (SELECT open_time, open, high, low, close, volume, NULL::text AS state, NULL::bigint AS id, NULL::text AS rule,
                    batch_id
               FROM candles
              WHERE series_id = $1
                AND timeframe = $2
                AND open_time < $3
                AND open_time >= $5
                AND is_final
              ORDER BY open_time DESC
              LIMIT $7)
            UNION ALL
            (SELECT open_time, open, high, low, close, volume, NULL, NULL, NULL, batch_id
               FROM candles
              WHERE series_id = $1
                AND timeframe = $2
                AND open_time > $4
                AND open_time <= $6
                AND is_final
              ORDER BY open_time
              LIMIT 2)
            UNION ALL
            (SELECT open_time, open, high, low, close, volume, state, id, rule, batch_id
               FROM candle_quarantine
              WHERE series_id = $1
                AND open_time BETWEEN $5 AND $6
                AND state IN ('waiting', 'rejected')
              ORDER BY id)
            """;

    /**
     * How far to look.
     *
     * @param seriesId of the series
     * @param timeframe of the series
     * @param first the first open that is judged
     * @param last the last one
     * @param candles how many before the first
     */
    public record Look(int seriesId, Timeframe timeframe, Instant first, Instant last, int candles) {}

    /** A row of either table; {@code waiting} is null for what is stored, and for what was rejected. */
    private record Near(
            Candle candle, boolean isRejected, @Nullable WaitingCandle waiting) {}

    /**
     * The final candles before the first one, those after the last, those that wait for an operator, and those that one
     * rejected.
     */
    public Future<Surroundings> around(Tx tx, Look look) {
        return tx.query(
                        AROUND,
                        SurroundingsStore::toNear,
                        look.seriesId(),
                        look.timeframe().label(),
                        look.first(),
                        look.last(),
                        look.timeframe().plus(look.first(), -look.candles()),
                        look.timeframe().plus(look.last(), look.candles()),
                        look.candles())
                .map(near -> collected(look.timeframe(), near));
    }

    // What is stored is not in doubt, whatever waits in its place.
    private static Surroundings collected(Timeframe timeframe, List<Near> near) {
        var around = new Surroundings(timeframe);
        near.stream().map(Near::waiting).filter(Objects::nonNull).forEach(around::await);
        near.stream().filter(Near::isRejected).forEach(one -> around.reject(one.candle()));
        around.add(near.stream()
                .filter(one -> one.waiting() == null && !one.isRejected())
                .map(Near::candle)
                .toList());
        return around;
    }

    private static Near toNear(Row row) {
        Candle candle = CandleRows.candle(row);
        String state = row.textOrNull("state");
        return new Near(
                candle,
                "rejected".equals(state),
                "waiting".equals(state)
                        ? new WaitingCandle(row.number("id"), row.text("rule"), row.number("batch_id"), candle)
                        : null);
    }
}
