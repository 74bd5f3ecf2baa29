package dev.tickwork.gaprepair.detection;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads which candles are there. Only final ones count: one that is over and still says what it said while it formed was
 * never told to its end, so it has to be asked for again.
 */
public final class PresenceStore {
    private static final String COUNT = """
            SELECT series_id, date_bin(make_interval(secs => $2), open_time, $3) AS chunk, count(*) AS present
              FROM candles
             WHERE timeframe = $1
               AND series_id = ANY($4)
               AND open_time >= $5
               AND open_time < $6
               AND is_final
             GROUP BY series_id, chunk
            """;

    // Chunks in a row with as many come as one: nearly all of them are full. Nearly every row of a part counts, so it
    // is
    // read from end to end when no ids are given, which a list of nearly all ids would only make dearer.
    private static final String COUNT_MANY = """
            SELECT series_id, present, min(chunk) AS chunk, count(*) AS times
              FROM (SELECT series_id, present, chunk,
                           chunk - row_number() OVER (PARTITION BY series_id, present ORDER BY chunk)
                                   * make_interval(secs => $2) AS origin
                      FROM (SELECT series_id, date_bin(make_interval(secs => $2), open_time, $3) AS chunk,
                                   count(*) AS present
                              FROM candles
                             WHERE timeframe = $1
                               AND open_time >= $5
                               AND open_time < $6
                               AND ($4::integer[] IS NULL OR series_id = ANY($4))
                               AND is_final
                             GROUP BY series_id, chunk) counted) numbered
             GROUP BY series_id, present, origin
            """;

    // The planner takes each candle for a group, for which neither helpers nor memory would be enough.
    private static final String EXPECT_FEW_GROUPS = """
            SELECT set_config('work_mem', '32MB', true) AS memory,
                   set_config('parallel_setup_cost', '0', true) AS setup,
                   set_config('parallel_tuple_cost', '0', true) AS tuple
            """;

    // A plan for any window would go through the index, because it does not know that a window is nearly all of a part,
    // and that one takes five times as long.
    private static final String PLAN_ANEW = """
            SELECT set_config('plan_cache_mode', 'force_custom_plan', true) AS mode
            """;

    // Nearly every row of a part counts, so it is read once from end to end;
    // a hash of numbers is the cheapest grouping.
    private static final String COUNT_ALL = """
            SELECT series_id, $2::timestamptz AS chunk, count(*) AS present
              FROM candles
             WHERE timeframe = $1
               AND open_time >= $2
               AND open_time < $3
               AND series_id >= $4
               AND series_id <= $5
               AND is_final
             GROUP BY series_id
            """;

    // The candle before the stretch is taken for there, so that a hole at its beginning shows itself, too.
    private static final String STEPS = """
            SELECT looked.n, step.open_time, step.next_open
              FROM unnest($2::integer[], $3::integer[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[])
                AS looked (n, series_id, before_open, from_at, until_at)
             CROSS JOIN LATERAL (
                   SELECT open_time, lead(open_time, 1, looked.until_at) OVER (ORDER BY open_time) AS next_open
                     FROM (SELECT looked.before_open AS open_time
                            UNION ALL
                           SELECT c.open_time
                             FROM candles c
                            WHERE c.timeframe = $1
                              AND c.series_id = looked.series_id
                              AND c.open_time >= looked.from_at
                              AND c.open_time < looked.until_at
                              AND c.is_final) present) step
             WHERE step.next_open > step.open_time + make_interval(secs => $7)
             ORDER BY looked.n, step.open_time
            """;

    /** How many candles of a series are there in a chunk. */
    public record Count(int seriesId, Instant chunk, long present) {}

    /** A stretch in which every candle of a series is missing. */
    public record Hole(Watched watched, Span span) {}

    /**
     * Counts candles, chunk by chunk; chunks without any are left out.
     *
     * @param chunks how they are cut; all of the same timeframe as the series
     * @param looks a few million expected candles together at most
     */
    public Future<List<Count>> counts(Tx tx, Chunks chunks, List<Look> looks) {
        Span whole = around(looks);
        return tx.query(
                COUNT,
                PresenceStore::count,
                chunks.timeframe().label(),
                (double) chunks.length().toSeconds(),
                Chunks.ORIGIN,
                Column.integers(looks, look -> look.watched().id()),
                whole.from(),
                whole.until());
    }

    /**
     * Counts as {@link #counts} does, by a plan for just these series and this time.
     *
     * @param tx a transaction, because how it plans is set for its time
     * @param isAll whether the others of the timeframe are so few that they may be counted, too
     */
    Future<List<Count>> manyCounts(Tx tx, Chunks chunks, List<Look> looks, boolean isAll) {
        Span whole = around(looks);
        return planAnew(tx)
                .compose(anew -> tx.query(EXPECT_FEW_GROUPS, row -> row.text("memory")))
                .compose(few -> tx.query(
                        COUNT_MANY,
                        row -> alike(row, chunks),
                        chunks.timeframe().label(),
                        (double) chunks.length().toSeconds(),
                        Chunks.ORIGIN,
                        isAll
                                ? null
                                : Column.integers(looks, look -> look.watched().id()),
                        whole.from(),
                        whole.until()))
                .map(all -> all.stream().flatMap(List::stream).toList());
    }

    /**
     * Counts the candles of many series in one window, which is their chunk.
     *
     * @param tx a transaction, because how it plans is set for its time
     * @param series in the order of their ids, of one timeframe; some ten million expected candles together at most
     */
    Future<List<Count>> countsIn(Tx tx, Span window, List<Watched> series) {
        return planAnew(tx)
                .compose(anew -> tx.query(
                        COUNT_ALL,
                        PresenceStore::count,
                        series.get(0).timeframe().label(),
                        window.from(),
                        window.until(),
                        series.get(0).id(),
                        series.get(series.size() - 1).id()));
    }

    /**
     * Finds every hole.
     *
     * @param looks of one timeframe; a few million expected candles together at most
     */
    public Future<List<Hole>> holes(Tx tx, Timeframe timeframe, List<Look> looks) {
        List<Integer> numbers = IntStream.range(0, looks.size()).boxed().toList();
        return tx.query(
                        STEPS,
                        row -> hole(row, looks),
                        timeframe.label(),
                        Column.integers(numbers, n -> n),
                        Column.integers(looks, look -> look.watched().id()),
                        Column.instants(
                                looks, look -> timeframe.plus(look.span().from(), -1)),
                        Column.instants(looks, look -> look.span().from()),
                        Column.instants(looks, look -> look.span().until()),
                        (double) shortest(timeframe).toSeconds())
                .map(holes ->
                        holes.stream().filter(hole -> !hole.span().isEmpty()).toList());
    }

    private static Span around(List<Look> looks) {
        Instant from = looks.stream()
                .map(look -> look.span().from())
                .min(Instant::compareTo)
                .orElseThrow();
        Instant until = looks.stream()
                .map(look -> look.span().until())
                .max(Instant::compareTo)
                .orElseThrow();
        return new Span(from, until);
    }

    private static Future<List<String>> planAnew(Tx tx) {
        return tx.query(PLAN_ANEW, row -> row.text("mode"));
    }

    private static Hole hole(Row row, List<Look> looks) {
        Look look = looks.get(row.integer("n"));
        Timeframe timeframe = look.watched().timeframe();
        Instant until = row.instant("next_open");
        Instant from = timeframe.closeOf(row.instant("open_time"));
        return new Hole(look.watched(), new Span(from, from.isAfter(until) ? from : until));
    }

    // Of months a few steps too many come back, which are no holes when the calendar is asked.
    private static Duration shortest(Timeframe timeframe) {
        return timeframe == Timeframe.MO1 ? Duration.ofDays(28) : timeframe.about();
    }

    /** Chunks in a row that have as many. */
    private static List<Count> alike(Row row, Chunks chunks) {
        Count first = count(row);
        return Stream.iterate(first.chunk(), chunk -> chunk.plus(chunks.length()))
                .limit(row.number("times"))
                .map(chunk -> new Count(first.seriesId(), chunk, first.present()))
                .toList();
    }

    private static Count count(Row row) {
        return new Count(row.integer("series_id"), row.instant("chunk"), row.number("present"));
    }
}
