package dev.tickwork.candleingest.answers;

import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads how many candles there are. */
final class StatusStore {
    private static final String EDGES = """
            SELECT series.id, first.open_time AS first_open, last.open_time AS last_open, last.seen_at
              FROM candle_series AS series
              LEFT JOIN LATERAL (
                   SELECT open_time
                     FROM candles
                    WHERE candles.series_id = series.id
                      AND candles.timeframe = series.timeframe
                    ORDER BY open_time
                    LIMIT 1) AS first
                ON true
              LEFT JOIN LATERAL (
                   SELECT open_time, seen_at
                     FROM candles
                    WHERE candles.series_id = series.id
                      AND candles.timeframe = series.timeframe
                    ORDER BY open_time DESC
                    LIMIT 1) AS last
                ON true
             WHERE series.removed_at IS NULL
             ORDER BY series.symbol, series.id
            """;

    private static final String COUNTS = """
            SELECT series_id, count(*) AS candles
              FROM candles
             GROUP BY series_id
            """;

    // What the last analysis saw: good enough to decide whether counting is cheap.
    private static final String ABOUT = """
            SELECT coalesce(sum(greatest(reltuples, 0)), 0)::bigint AS candles
              FROM pg_partition_tree('candles') AS part
              JOIN pg_class
                ON pg_class.oid = part.relid
             WHERE part.isleaf
            """;

    /**
     * Where a series begins and ends here.
     *
     * @param seriesId which
     * @param firstOpen of its oldest candle; null when there is none
     * @param lastOpen of its newest
     * @param seenAt when the newest was seen
     */
    record Edges(
            int seriesId,
            @Nullable Instant firstOpen,
            @Nullable Instant lastOpen,
            @Nullable Instant seenAt) {}

    /** Of all series that are collected. */
    Future<List<Edges>> edges(Tx tx) {
        return tx.query(EDGES, StatusStore::toEdges);
    }

    /** How many candles each series has, by its id; reads all of them. */
    Future<Map<Integer, Long>> counts(Tx tx) {
        return tx.query(COUNTS, row -> Map.entry(row.integer("series_id"), row.number("candles")))
                .map(rows -> rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** About how many there are in all. */
    Future<Long> about(Tx tx) {
        return tx.first(ABOUT, row -> row.number("candles")).map(Optional::orElseThrow);
    }

    private static Edges toEdges(Row row) {
        return new Edges(
                row.integer("id"),
                row.instantOrNull("first_open"),
                row.instantOrNull("last_open"),
                row.instantOrNull("seen_at"));
    }
}
