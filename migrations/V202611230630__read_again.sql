-- Closed candles are read again, which is a kind of its own among the runs about candles and the batches that they bring.
COMMENT ON COLUMN ingest_batches.kind IS 'backfill, repair, update, reread, catch-up, stream, built, decided';

CREATE OR REPLACE VIEW ingestion_jobs AS
SELECT r.id,
       coalesce(r.args ->> 'exchange', 'bitfinex') AS exchange,
       r.args ->> 'symbol' AS symbol,
       r.args ->> 'timeframe' AS timeframe,
       CASE
           WHEN r.job = 'candle-backfill' THEN 'backfill'
           WHEN r.job = 'candle-update' THEN 'update'
           WHEN r.job = 'candle-reread' THEN 'reread'
           WHEN r.job = 'gap-repair' THEN 'gap_repair'
           WHEN r.job = 'gap-detection' THEN 'gap_detection'
           WHEN r.args ->> 'reason' = 'repair' THEN 'gap_repair'
           WHEN r.args ->> 'reason' = 'catch-up' THEN 'catch_up'
           WHEN r.args ->> 'reason' = 'update' THEN 'update'
           WHEN r.args ->> 'reason' = 'reread' THEN 'reread'
           ELSE 'backfill'
       END AS job_type,
       lower(r.state) AS status,
       r.started_at,
       r.finished_at AS completed_at,
       -- Results are kept a day; then it is what was stored of them.
       CASE
           WHEN r.job = 'candle-fetch' THEN coalesce((r.result ->> 'candles')::integer, r.rows_written)
           ELSE r.rows_written
       END AS candles_fetched,
       CASE
           WHEN r.state = 'SUCCESS' THEN NULL
           ELSE coalesce(r.error, (SELECT a.error
                                     FROM job_attempts a
                                    WHERE a.run_id = r.id
                                    ORDER BY a.attempt DESC
                                    LIMIT 1))
       END AS last_error,
       r.job,
       r.enqueued_at
  FROM job_runs r
 WHERE r.job IN ('candle-fetch', 'candle-backfill', 'candle-update', 'candle-reread', 'gap-repair', 'gap-detection');
