package dev.tickwork.candleingest.quality;

import dev.tickwork.candleingest.store.CandleRows;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** Reads what is around candles of one series. */
public final class SurroundingsStore {
    private static final String AROUND = """
            (SELECT open_time, open, high, low, close, volume, false AS is_doubted
               FROM candles
              WHERE series_id = $1
                AND timeframe = $2
                AND open_time < $3
                AND open_time >= $5
                AND is_final
              ORDER BY open_time DESC
              LIMIT $7)
            UNION ALL
            (SELECT open_time, open, high, low, close, volume, false
               FROM candles
              WHERE series_id = $1
                AND timeframe = $2
                AND open_time > $4
                AND open_time <= $6
                AND is_final
              ORDER BY open_time
              LIMIT 1)
            UNION ALL
            (SELECT open_time, open, high, low, close, volume, true
               FROM candle_quarantine
              WHERE series_id = $1
                AND open_time BETWEEN $5 AND $6
                AND state = 'waiting'
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

    private record Near(Candle candle, boolean isDoubted) {}

    /** The final candles before the first one, the one after the last, and those that wait for an operator. */
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

    private static Surroundings collected(Timeframe timeframe, List<Near> near) {
        var around = new Surroundings(timeframe);
        near.stream().filter(Near::isDoubted).forEach(one -> around.doubt(one.candle()));
        around.add(
                near.stream().filter(one -> !one.isDoubted()).map(Near::candle).toList());
        return around;
    }

    private static Near toNear(Row row) {
        return new Near(CandleRows.candle(row), row.flag("is_doubted"));
    }
}
