package dev.tickwork.gaprepair.detection;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.List;

/** Reads the gaps that are known, for whoever looks for more. */
final class GapStore {
    private static final String OPEN = """
            SELECT id, exchange, symbol, timeframe, gap_start, gap_end, state, is_in_repair
              FROM data_gaps
             WHERE state = 'missing'
             ORDER BY exchange, symbol, timeframe, gap_start
            """;

    private static final String SETTLED = """
            SELECT g.id, g.exchange, g.symbol, g.timeframe, g.gap_start, g.gap_end, g.state, g.is_in_repair
              FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[])
                AS looked (exchange, symbol, timeframe, from_at, until_at)
              JOIN data_gaps g
                ON g.exchange = looked.exchange
               AND g.symbol = looked.symbol
               AND g.timeframe = looked.timeframe
               AND g.gap_end > looked.from_at
               AND g.gap_start < looked.until_at
             WHERE g.state IN ('proven-empty', 'exchange-down', 'quarantined')
             GROUP BY g.id
             ORDER BY g.exchange, g.symbol, g.timeframe, g.gap_start
            """;

    // Gap by gap along the primary key: a join would compare all gaps of a series with all its candles.
    private static final String CAME = """
            SELECT g.id, g.exchange, g.symbol, g.timeframe, g.gap_start, g.gap_end, g.state, g.is_in_repair
              FROM data_gaps g
              JOIN candle_series s
                ON s.exchange = g.exchange
               AND s.symbol = g.symbol
               AND s.timeframe = g.timeframe
             CROSS JOIN LATERAL (
                   SELECT c.open_time
                     FROM candles c
                    WHERE c.timeframe = $1
                      AND c.series_id = s.id
                      AND c.open_time >= g.gap_start
                      AND c.open_time < g.gap_end
                      AND c.is_final
                    LIMIT 1) came
             WHERE g.timeframe = $1
            """;

    private static final String FILLED_OPEN = CAME + """
               AND g.state = 'missing'
             ORDER BY g.exchange, g.symbol, g.timeframe, g.gap_start
            """;

    // What was doubted is stored when it is accepted.
    private static final String FILLED_QUARANTINED = CAME + """
               AND g.state = 'quarantined'
             ORDER BY g.exchange, g.symbol, g.timeframe, g.gap_start
            """;

    // A candle may still come to where there was none, when the exchange tells it late.
    private static final String FILLED = CAME + """
               AND g.state IN ('missing', 'proven-empty', 'exchange-down', 'quarantined')
             ORDER BY g.exchange, g.symbol, g.timeframe, g.gap_start
            """;

    private static final String BY_ID = """
            SELECT id, exchange, symbol, timeframe, gap_start, gap_end, state, is_in_repair
              FROM data_gaps
             WHERE id = ANY($1)
             ORDER BY exchange, symbol, timeframe, gap_start
            """;

    private static final String COUNT_OPEN = """
            SELECT count(*) AS gaps
              FROM data_gaps
             WHERE state = 'missing'
            """;

    /** Every gap about which something is left to do, by series and time. */
    Future<List<Gap>> open(Tx tx) {
        return tx.query(OPEN, GapStore::gap);
    }

    /** How many those are. */
    Future<Integer> countOpen(Tx tx) {
        return tx.query(COUNT_OPEN, row -> row.integer("gaps")).map(rows -> rows.get(0));
    }

    /** The gaps in these stretches about which nothing is left to do, by series and time. */
    Future<List<Gap>> settled(Tx tx, List<Look> looks) {
        return tx.query(
                SETTLED,
                GapStore::gap,
                Column.texts(looks, look -> look.watched().series().exchange()),
                Column.texts(looks, look -> look.watched().series().symbol()),
                Column.texts(looks, look -> look.watched().timeframe().label()),
                Column.instants(looks, look -> look.span().from()),
                Column.instants(looks, look -> look.span().until()));
    }

    /** The gaps about which something is left to do and into which candles have come, by series and time. */
    Future<List<Gap>> filledOpen(Tx tx, Timeframe timeframe) {
        return tx.query(FILLED_OPEN, GapStore::gap, timeframe.label());
    }

    /** The gaps in quarantine into which candles have come, by series and time. */
    Future<List<Gap>> filledQuarantined(Tx tx, Timeframe timeframe) {
        return tx.query(FILLED_QUARANTINED, GapStore::gap, timeframe.label());
    }

    /** The gaps, open or settled, into which candles have come, by series and time. */
    Future<List<Gap>> filled(Tx tx, Timeframe timeframe) {
        return tx.query(FILLED, GapStore::gap, timeframe.label());
    }

    /** These, by series and time. */
    Future<List<Gap>> byId(Tx tx, List<Long> ids) {
        return tx.query(BY_ID, GapStore::gap, Column.numbers(ids, id -> id));
    }

    private static Gap gap(Row row) {
        var series = new Series(row.text("exchange"), row.text("symbol"), Timeframe.of(row.text("timeframe")));
        var span = new Span(row.instant("gap_start"), row.instant("gap_end"));
        return new Gap(row.number("id"), series, span, !row.text("state").equals("missing"), row.flag("is_in_repair"));
    }
}
