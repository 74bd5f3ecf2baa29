-- What is missing among the candles, and why. Written by gap-repair.

-- When an exchange had no candle of anything.
CREATE TABLE downtimes (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    exchange   text NOT NULL,
    from_at    timestamptz NOT NULL,
    -- Null while it goes on.
    until_at   timestamptz,
    -- How we know, in words for people.
    evidence   text NOT NULL,
    noticed_at timestamptz NOT NULL,
    CHECK (until_at > from_at)
);

CREATE INDEX downtimes_exchange ON downtimes (exchange, from_at);

-- Stretches in which every candle of a series is missing. Those of a series never overlap until they are repaired or gone,
-- and two that are missing never touch.
CREATE TABLE data_gaps (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    exchange        text NOT NULL,
    symbol          text NOT NULL,
    timeframe       text NOT NULL,
    -- The open of the first candle that is missing.
    gap_start       timestamptz NOT NULL,
    -- The first open after it: exclusive.
    gap_end         timestamptz NOT NULL,
    detected_at     timestamptz NOT NULL,
    -- When there was nothing left to do; state tells which way it ended.
    repaired_at     timestamptz,
    -- gone: its series was removed, or it is past its retention.
    state           text NOT NULL CHECK (state IN ('missing', 'repaired', 'proven-empty', 'exchange-down', 'gone')),
    -- How many candles.
    missing         integer NOT NULL CHECK (missing > 0),
    -- How often the exchange was asked without that ending it.
    attempts        integer NOT NULL DEFAULT 0,
    next_try_at     timestamptz NOT NULL,
    last_error      text,
    -- How many answers in a row had its neighbours and nothing of it.
    confirmations   integer NOT NULL DEFAULT 0,
    downtime_id     bigint REFERENCES downtimes,
    detected_run_id uuid NOT NULL,
    -- The run that asked for it last, and whether that one is still at it.
    repair_run_id   uuid,
    is_in_repair    boolean NOT NULL DEFAULT false,
    CHECK (gap_start < gap_end),
    CHECK ((state = 'missing') = (repaired_at IS NULL)),
    CHECK ((state = 'exchange-down') = (downtime_id IS NOT NULL))
);

CREATE INDEX data_gaps_open ON data_gaps (next_try_at, gap_start DESC) WHERE state = 'missing';
-- What a look at a stretch of a series has to leave out.
CREATE INDEX data_gaps_series ON data_gaps (symbol, timeframe, exchange, gap_end) WHERE state IN ('missing', 'proven-empty', 'exchange-down');
CREATE INDEX data_gaps_repair ON data_gaps (repair_run_id) WHERE repair_run_id IS NOT NULL;
CREATE INDEX data_gaps_detected ON data_gaps (detected_run_id);
CREATE INDEX data_gaps_downtime ON data_gaps (downtime_id) WHERE downtime_id IS NOT NULL;

-- Answers that had the candles around a gap and none in it.
CREATE TABLE gap_confirmations (
    gap_id      bigint NOT NULL REFERENCES data_gaps ON DELETE CASCADE,
    -- The opens that were not there.
    from_at     timestamptz NOT NULL,
    until_at    timestamptz NOT NULL,
    -- The run that asked the exchange.
    run_id      uuid NOT NULL,
    -- Of ingest_batches; null when the answer brought nothing new.
    batch_id    bigint,
    -- What was asked, without secrets.
    request     text NOT NULL,
    answered_at timestamptz NOT NULL,
    PRIMARY KEY (gap_id, run_id, from_at)
);

-- How far each series was looked through. What lies between was looked at and is known.
CREATE TABLE gap_scans (
    exchange      text NOT NULL,
    symbol        text NOT NULL,
    timeframe     text NOT NULL,
    scanned_from  timestamptz NOT NULL,
    scanned_until timestamptz NOT NULL,
    scanned_at    timestamptz NOT NULL,
    run_id        uuid NOT NULL,
    PRIMARY KEY (exchange, symbol, timeframe)
) WITH (fillfactor = 50);
