package dev.tickwork.gaprepair.repair;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** Reads which candles the exchange told and nobody believes. */
final class DoubtStore {
    private static final String DOUBTED = """
            SELECT DISTINCT q.open_time
              FROM candle_quarantine q
              JOIN candle_series s
                ON s.id = q.series_id
             WHERE s.exchange = $1
               AND s.symbol = $2
               AND s.timeframe = $3
               AND q.open_time >= $4
               AND q.open_time < $5
               AND q.state IN ('waiting', 'rejected')
             ORDER BY q.open_time
            """;

    /** When those of a stretch open that wait for an operator, or that one rejected; in order. */
    Future<List<Instant>> doubted(Tx tx, Series series, Span span) {
        return tx.query(
                DOUBTED,
                row -> row.instant("open_time"),
                series.exchange(),
                series.symbol(),
                series.timeframe().label(),
                span.from(),
                span.until());
    }
}
