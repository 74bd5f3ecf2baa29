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
    // Hours often come again; what is stored already, or was seen later, is not built anew.
    private static final String FOURS = """
            WITH whole AS (
                SELECT wanted.series_id,
                       wanted.built_id,
                       wanted.open_time,
                       (array_agg(hours.open ORDER BY hours.open_time))[1] AS open,
                       max(hours.high) AS high,
                       min(hours.low) AS low,
                       (array_agg(hours.close ORDER BY hours.open_time DESC))[1] AS close,
                       sum(hours.volume) AS volume,
                       max(hours.seen_at) AS seen_at
                  FROM unnest($1::integer[], $2::integer[], $3::timestamptz[]) AS wanted (series_id, built_id, open_time)
                  JOIN candles AS hours
                    ON hours.series_id = wanted.series_id
                   AND hours.timeframe = '1h'
                   AND date_bin(interval '4 hours', hours.open_time, timestamptz 'epoch') = wanted.open_time
                   AND hours.open_time BETWEEN $4 AND $5
                 WHERE hours.is_final
                 GROUP BY wanted.series_id, wanted.built_id, wanted.open_time
                HAVING count(*) = 4
            )
            SELECT whole.series_id, whole.built_id, whole.open_time, whole.open, whole.high, whole.low, whole.close,
                   whole.volume, whole.seen_at
              FROM whole
             WHERE NOT EXISTS (
                   SELECT
                     FROM candles AS stored
                    WHERE stored.series_id = whole.built_id
                      AND stored.timeframe = '4h'
                      AND stored.open_time = whole.open_time
                      AND stored.open_time BETWEEN $4 AND $5
                      AND stored.is_final
                      AND (stored.seen_at > whole.seen_at
                           OR (stored.open, stored.high, stored.low, stored.close, stored.volume)
                              = (whole.open, whole.high, whole.low, whole.close, whole.volume)))
            """;

    private static final int HOURS = 4;

    /**
     * Where a candle is built.
     *
     * @param seriesId of the hours
     * @param builtId of the series that is built from them
     * @param openTime of the candle of four hours
     */
    public record Place(int seriesId, int builtId, Instant openTime) {}

    /**
     * Four hours as one candle.
     *
     * @param place where it belongs
     * @param candle what they make
     * @param seenAt when the last of them was seen
     */
    public record Four(Place place, Candle candle, Instant seenAt) {}

    /**
     * The wanted ones of which all four hours are there and final, unless they are stored and say the same.
     *
     * @param wanted not empty
     */
    public Future<List<Four>> fours(Tx tx, Collection<Place> wanted) {
        Instant first =
                wanted.stream().map(Place::openTime).min(Instant::compareTo).orElseThrow();
        Instant last =
                wanted.stream().map(Place::openTime).max(Instant::compareTo).orElseThrow();
        return tx.query(
                FOURS,
                HourStore::toFour,
                Column.integers(wanted, Place::seriesId),
                Column.integers(wanted, Place::builtId),
                Column.instants(wanted, Place::openTime),
                first,
                last.plus(Duration.ofHours(HOURS)));
    }

    private static Four toFour(Row row) {
        var place = new Place(row.integer("series_id"), row.integer("built_id"), row.instant("open_time"));
        return new Four(place, CandleRows.candle(row), row.instant("seen_at"));
    }
}
