-- A batch row says where a candle came from, so that it goes when nothing names it any more.

-- Which batch a stream goes on with.
CREATE INDEX ingest_batches_session ON ingest_batches (session_id, received_at) WHERE session_id IS NOT NULL;

-- Which candles name batches of a stretch. Both grow together, so this takes next to no space and no time to keep.
CREATE INDEX candles_batch ON candles USING brin (batch_id) WITH (pages_per_range = 16, autosummarize = on);
CREATE INDEX candle_revisions_old_batch ON candle_revisions (old_batch_id);
CREATE INDEX candle_revisions_new_batch ON candle_revisions (new_batch_id);
CREATE INDEX candle_quarantine_batch ON candle_quarantine (batch_id);
CREATE INDEX gap_confirmations_batch ON gap_confirmations (batch_id) WHERE batch_id IS NOT NULL;

-- Whatever has a batch to be traced to, once or more often.
CREATE VIEW named_batches AS
    SELECT batch_id FROM candles
     UNION ALL
    SELECT old_batch_id FROM candle_revisions
     UNION ALL
    SELECT new_batch_id FROM candle_revisions
     UNION ALL
    SELECT batch_id FROM candle_quarantine
     UNION ALL
    SELECT batch_id FROM gap_confirmations WHERE batch_id IS NOT NULL;

COMMENT ON TABLE ingest_batches IS
    'What arrived together: one answer to one request of a run, or what a session of a stream brought within a minute.';
