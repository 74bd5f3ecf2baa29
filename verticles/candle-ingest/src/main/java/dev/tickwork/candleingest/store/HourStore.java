package dev.tickwork.candleingest.store;

import dev.tickwork.domain.candles.Candle;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Reads complete groups of final 1h candles, as one candle each. */
public final class HourStore {
    private static final String FOURS = """
            SELECT wanted.series_id,
                   wanted.open_time,
                   (array_agg(hours.open ORDER BY hours.open_time))[1] AS open,
                   max(hours.high) AS high,
                   min(hours.low) AS low,
                   (array_agg(hours.close ORDER BY hours.open_time DESC))[1] AS close,
                   sum(hours.volume) AS volume,
                   max(hours.seen_at) AS seen_at
              FROM unnest($1::integer[], $2::timestamptz[]) AS wanted (series_id, open_time)
              JOIN candles AS hours
                ON hours.series_id = wanted.series_id
               AND hours.timeframe = '1h'
               AND date_bin(interval '4 hours', hours.open_time, timestamptz 'epoch') = wanted.open_time
               AND hours.open_time BETWEEN $3 AND $4
             WHERE hours.is_final
             GROUP BY wanted.series_id, wanted.open_time
            HAVING count(*) = 4
            """;

    private static final int HOURS = 4;

    /**
     * Four hours as one candle.
     *
     * @param seriesId of the hours
     * @param candle what they make
     * @param seenAt when the last of them was seen
     */
    public record Four(int seriesId, Candle candle, Instant seenAt) {}

    /**
     * The wanted ones of which all four hours are there and final.
     *
     * @param wanted series of hours, and opens of candles of four hours; not empty
     */
    public Future<List<Four>> fours(Tx tx, Collection<SeenCandle.Key> wanted) {
        Instant first = wanted.stream()
                .map(SeenCandle.Key::openTime)
                .min(Instant::compareTo)
                .orElseThrow();
        Instant last = wanted.stream()
                .map(SeenCandle.Key::openTime)
                .max(Instant::compareTo)
                .orElseThrow();
        return tx.query(
                FOURS,
                HourStore::toFour,
                Column.integers(wanted, SeenCandle.Key::seriesId),
                Column.instants(wanted, SeenCandle.Key::openTime),
                first,
                last.plus(Duration.ofHours(HOURS)));
    }

    private static Four toFour(Row row) {
        return new Four(row.integer("series_id"), CandleRows.candle(row), row.instant("seen_at"));
    }
}
