-- How far a run of candle-fetch is that takes several requests, so that it goes on where it was, whatever stopped it.
-- Written by candle-ingest; a row is gone when its run has ended well.
CREATE TABLE candle_fetches (
    run_id   uuid PRIMARY KEY,
    -- The first open that was not asked for yet.
    next_at  timestamptz NOT NULL,
    -- What was told before it, as the run's result will have it.
    told     jsonb NOT NULL,
    -- Rows written so far.
    rows     integer NOT NULL,
    saved_at timestamptz NOT NULL
);

CREATE INDEX candle_fetches_saved ON candle_fetches (saved_at);
