package dev.tickwork.candleingest.store;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes {@code candles} and {@code candle_revisions}; this module is their only writer. */
public final class CandleStore {
    private static final int MOST_PER_STATEMENT = 1_000;

    private static final String GIVEN = """
            INSERT INTO candles (series_id, timeframe, open_time, open, high, low, close, volume, is_final, seen_at, batch_id)
            SELECT series_id, $2, open_time, open, high, low, close, volume, is_final, seen_at, $1
              FROM unnest($3::integer[], $4::timestamptz[], $5::numeric[], $6::numeric[], $7::numeric[], $8::numeric[],
                          $9::numeric[], $10::boolean[], $11::timestamptz[])
                AS given (series_id, open_time, open, high, low, close, volume, is_final, seen_at)
            """;

    // Most come in pages, to where there is nothing yet. One look for the whole page costs less than one for each,
    // and is as good because others are kept from writing the series.
    private static final String ADD_TO_NOTHING = GIVEN + """
             WHERE NOT EXISTS (
                   SELECT
                     FROM candles AS stored
                    WHERE stored.series_id = $14
                      AND stored.timeframe = $2
                      AND stored.open_time BETWEEN $12 AND $13)
            """;

    // Of the others most are new, and to add them costs half of what it costs to compare them.
    private static final String ADD = GIVEN + """
                ON CONFLICT (series_id, timeframe, open_time) DO NOTHING
            """;

    // What was added a moment ago is there as it was given.
    private static final String REPLACE = """
            WITH given AS MATERIALIZED (
                SELECT series_id, open_time, open, high, low, close, volume, is_final, seen_at
                  FROM unnest($3::integer[], $4::timestamptz[], $5::numeric[], $6::numeric[], $7::numeric[], $8::numeric[],
                              $9::numeric[], $10::boolean[], $11::timestamptz[])
                    AS given (series_id, open_time, open, high, low, close, volume, is_final, seen_at)
            ), compared AS MATERIALIZED (
                SELECT given.*,
                       stored.open AS old_open,
                       stored.high AS old_high,
                       stored.low AS old_low,
                       stored.close AS old_close,
                       stored.volume AS old_volume,
                       stored.seen_at AS old_seen_at,
                       stored.batch_id AS old_batch_id,
                       CASE
                         WHEN stored.is_final AND NOT given.is_final THEN 'older'
                         WHEN stored.is_final = given.is_final AND given.seen_at < stored.seen_at THEN 'older'
                         WHEN (given.open, given.high, given.low, given.close, given.volume)
                              = (stored.open, stored.high, stored.low, stored.close, stored.volume)
                          AND stored.is_final = given.is_final THEN 'unchanged'
                         WHEN stored.is_final THEN 'restated'
                         ELSE 'changed'
                       END AS fate
                  FROM given
                  JOIN candles AS stored
                    ON stored.series_id = given.series_id
                   AND stored.open_time = given.open_time
                 WHERE stored.timeframe = $2
                   AND stored.open_time BETWEEN $12 AND $13
                   AND (stored.open, stored.high, stored.low, stored.close, stored.volume, stored.is_final,
                        stored.seen_at, stored.batch_id)
                       <> (given.open, given.high, given.low, given.close, given.volume, given.is_final,
                           given.seen_at, $1)
            ), replaced AS (
                UPDATE candles
                   SET open = compared.open,
                       high = compared.high,
                       low = compared.low,
                       close = compared.close,
                       volume = compared.volume,
                       is_final = compared.is_final,
                       seen_at = compared.seen_at,
                       batch_id = $1
                  FROM compared
                 WHERE candles.series_id = compared.series_id
                   AND candles.timeframe = $2
                   AND candles.open_time = compared.open_time
                   AND candles.open_time BETWEEN $12 AND $13
                   AND compared.fate IN ('changed', 'restated')
            ), kept AS (
                INSERT INTO candle_revisions (series_id, open_time, old_open, old_high, old_low, old_close, old_volume,
                                              old_seen_at, old_batch_id, new_open, new_high, new_low, new_close,
                                              new_volume, new_seen_at, new_batch_id, revised_at)
                SELECT series_id, open_time, old_open, old_high, old_low, old_close, old_volume, old_seen_at,
                       old_batch_id, open, high, low, close, volume, seen_at, $1, $14
                  FROM compared
                 WHERE fate = 'restated'
            )
            SELECT series_id, open_time, fate
              FROM compared
            """;

    private record Fate(SeenCandle.Key candle, String what) {}

    /**
     * Stores candles. A final one is never replaced by a forming one or by one that was seen before it; one that says
     * something else is replaced and kept in {@code candle_revisions}; one that says the same is not written. Safe to
     * repeat, in another batch.
     *
     * @param batchId of a batch that keeps others from writing these series
     * @param candles each at most once, in a part that is there
     * @param now the present moment
     */
    public Future<Saved> save(Tx tx, long batchId, Collection<SeenCandle> candles, Instant now) {
        Map<Timeframe, List<SeenCandle>> byTimeframe = candles.stream()
                .sorted(SeenCandle.IN_ORDER)
                .collect(groupingBy(SeenCandle::timeframe, () -> new EnumMap<>(Timeframe.class), toList()));
        Future<Saved> saved = Future.succeededFuture(Saved.NOTHING);
        for (List<SeenCandle> some : pieces(byTimeframe.values())) {
            saved = saved.compose(sum -> saveSome(tx, batchId, some, now).map(sum::and));
        }
        return saved;
    }

    private static List<List<SeenCandle>> pieces(Collection<List<SeenCandle>> lists) {
        List<List<SeenCandle>> pieces = new ArrayList<>();
        for (List<SeenCandle> list : lists) {
            for (int from = 0; from < list.size(); from += MOST_PER_STATEMENT) {
                pieces.add(list.subList(from, Math.min(list.size(), from + MOST_PER_STATEMENT)));
            }
        }
        return pieces;
    }

    private static Future<Saved> saveSome(Tx tx, long batchId, List<SeenCandle> some, Instant now) {
        return addToNothing(tx, batchId, some)
                .compose(added -> added == some.size()
                        ? Future.succeededFuture(added)
                        : tx.execute(ADD, arguments(batchId, some)))
                .compose(added -> added == some.size()
                        ? Future.succeededFuture(new Saved(some, List.of(), List.of(), 0, 0))
                        : replace(tx, batchId, some, now));
    }

    private static Future<Integer> addToNothing(Tx tx, long batchId, List<SeenCandle> some) {
        int series = some.get(0).seriesId();
        if (some.get(some.size() - 1).seriesId() != series) {
            return Future.succeededFuture(0);
        }
        Instant first = some.get(0).openTime();
        Instant last = some.get(some.size() - 1).openTime();
        return tx.execute(ADD_TO_NOTHING, with(arguments(batchId, some), first, last, series));
    }

    private static Future<Saved> replace(Tx tx, long batchId, List<SeenCandle> some, Instant now) {
        return tx.query(
                        REPLACE,
                        CandleStore::toFate,
                        with(arguments(batchId, some), edge(some, true), edge(some, false), now))
                .map(fates -> sorted(some, fates));
    }

    private static @Nullable Object[] with(@Nullable Object[] given, Object... more) {
        @Nullable Object[] all = Arrays.copyOf(given, given.length + more.length);
        System.arraycopy(more, 0, all, given.length, more.length);
        return all;
    }

    private static Saved sorted(List<SeenCandle> some, List<Fate> fates) {
        Map<SeenCandle.Key, String> known = fates.stream().collect(toMap(Fate::candle, Fate::what));
        Map<String, List<SeenCandle>> byFate =
                some.stream().collect(groupingBy(candle -> known.getOrDefault(candle.key(), "added")));
        return new Saved(
                byFate.getOrDefault("added", List.of()),
                byFate.getOrDefault("changed", List.of()),
                byFate.getOrDefault("restated", List.of()),
                byFate.getOrDefault("unchanged", List.of()).size(),
                byFate.getOrDefault("older", List.of()).size());
    }

    private static Instant edge(List<SeenCandle> some, boolean first) {
        var opens = some.stream().map(SeenCandle::openTime);
        return (first ? opens.min(Instant::compareTo) : opens.max(Instant::compareTo)).orElseThrow();
    }

    private static @Nullable Object[] arguments(long batchId, List<SeenCandle> some) {
        return new Object[] {
            batchId,
            some.get(0).timeframe().label(),
            Column.integers(some, SeenCandle::seriesId),
            Column.instants(some, SeenCandle::openTime),
            Column.decimals(some, candle -> candle.candle().open()),
            Column.decimals(some, candle -> candle.candle().high()),
            Column.decimals(some, candle -> candle.candle().low()),
            Column.decimals(some, candle -> candle.candle().close()),
            Column.decimals(some, candle -> candle.candle().volume()),
            Column.flags(some, candle -> candle.seen().isFinal()),
            Column.instants(some, candle -> candle.seen().seenAt())
        };
    }

    private static Fate toFate(Row row) {
        return new Fate(new SeenCandle.Key(row.integer("series_id"), row.instant("open_time")), row.text("fate"));
    }
}
