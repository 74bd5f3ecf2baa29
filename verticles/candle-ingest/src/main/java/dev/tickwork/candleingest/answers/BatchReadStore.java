package dev.tickwork.candleingest.answers;

import dev.tickwork.candleingest.answers.BatchItem.Share;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Reads {@code ingest_batches} with the run behind each and what names it. */
final class BatchReadStore {
    private static final String BATCH = """
            SELECT batch.id, batch.kind, batch.source, batch.node, batch.received_at, batch.run_id, batch.attempt, run.job,
                   batch.session_id, batch.request,
                   (SELECT count(*) FROM candle_revisions WHERE old_batch_id = batch.id) AS former_values,
                   (SELECT count(*) FROM candle_quarantine WHERE batch_id = batch.id) AS doubted,
                   (SELECT count(*) FROM gap_confirmations WHERE batch_id = batch.id) AS confirmations
              FROM ingest_batches AS batch
              LEFT JOIN job_runs AS run
                ON run.id = batch.run_id
             WHERE batch.id = $1
            """;

    private static final String SHARES = """
            SELECT series.symbol, series.timeframe, count(*) AS candles, min(candles.open_time) AS first_open,
                   max(candles.open_time) AS last_open
              FROM candles
              JOIN candle_series AS series
                ON series.id = candles.series_id
             WHERE candles.batch_id = $1
             GROUP BY series.id
             ORDER BY series.symbol, series.id
            """;

    /** One of them; empty when there is none of that id. */
    Future<Optional<BatchItem>> find(Tx tx, long id, boolean simulated) {
        return tx.query(SHARES, BatchReadStore::toShare, id)
                .compose(shares -> tx.first(BATCH, row -> toBatch(row, simulated, shares), id));
    }

    private static Share toShare(Row row) {
        return new Share(
                row.text("symbol"),
                row.text("timeframe"),
                row.number("candles"),
                row.instant("first_open"),
                row.instant("last_open"));
    }

    private static BatchItem toBatch(Row row, boolean simulated, List<Share> shares) {
        return new BatchItem(
                row.number("id"),
                row.text("kind"),
                row.text("source"),
                simulated,
                row.text("node"),
                row.instant("received_at"),
                row.uuidOrNull("run_id"),
                row.integerOrNull("attempt"),
                row.textOrNull("job"),
                row.uuidOrNull("session_id"),
                row.textOrNull("request"),
                shares.stream().mapToLong(Share::candles).sum(),
                row.number("former_values"),
                row.number("doubted"),
                row.number("confirmations"),
                shares);
    }
}
