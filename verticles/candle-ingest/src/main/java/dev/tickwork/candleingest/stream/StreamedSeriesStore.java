package dev.tickwork.candleingest.stream;

import dev.tickwork.candleingest.stream.ShardPlan.Listed;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.List;

/** Reads which of {@code candle_series} can be streamed. */
final class StreamedSeriesStore {
    private static final String LISTED = """
            SELECT exchange, symbol, timeframe, removed_at IS NULL AS is_collected
              FROM candle_series
             WHERE exchange = $1
               AND built_from IS NULL
             ORDER BY id
            """;

    /** Every series that the exchange serves and that was ever collected, in the order in which they were added. */
    Future<List<Listed>> all(Tx tx, String exchange) {
        return tx.query(LISTED, StreamedSeriesStore::listed, exchange);
    }

    private static Listed listed(Row row) {
        var series = new Series(row.text("exchange"), row.text("symbol"), Timeframe.of(row.text("timeframe")));
        return new Listed(series, row.flag("is_collected"));
    }
}
