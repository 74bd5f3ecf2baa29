-- Candles, and where each of them came from. Written by candle-ingest alone.

-- What is collected. A series that is removed keeps its candles until their retention.
CREATE TABLE candle_series (
    id         integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    exchange   text NOT NULL,
    symbol     text NOT NULL REFERENCES instruments,
    timeframe  text NOT NULL CHECK (timeframe IN ('1m', '5m', '15m', '30m', '1h', '3h', '4h', '6h', '12h', '1d', '1w', '1mo')),
    -- The shorter timeframe whose complete candles make up this one's; null when the exchange serves it itself.
    built_from text,
    -- The first candle that the exchange has; null while nobody knows.
    first_open timestamptz,
    -- How many days back it is looked after: loaded, and searched for gaps. Null: all there are.
    kept_days  integer CHECK (kept_days > 0),
    added_at   timestamptz NOT NULL,
    added_by   text NOT NULL,
    removed_at timestamptz,
    UNIQUE (exchange, symbol, timeframe)
);

-- What arrived together: one answer to one request of a run, or what a stream brought since the last time it was stored.
CREATE TABLE ingest_batches (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- backfill, repair, update, catch-up, stream, built, decided.
    kind        text NOT NULL,
    -- The run and its attempt, or the stream's session.
    run_id      uuid,
    attempt     integer,
    session_id  uuid,
    node        text NOT NULL,
    -- The provider's stable name.
    source      text NOT NULL,
    -- What was asked, without secrets; null for what nobody asked for.
    request     text,
    received_at timestamptz NOT NULL,
    -- What an operator decided belongs to neither.
    CHECK (kind = 'decided' OR (run_id IS NULL) <> (session_id IS NULL))
);

CREATE INDEX ingest_batches_run ON ingest_batches (run_id) WHERE run_id IS NOT NULL;

-- Partitioned by timeframe, and those by time, so that what is past its retention is dropped and not deleted.
-- The parts by time are made when the first candle of one arrives: a month each up to 1h, a year each beyond, because
-- months of so few candles would only be many tables.
CREATE TABLE candles (
    -- Of candle_series; not checked by the database, because a check of each row would cost a third of the speed.
    series_id integer NOT NULL,
    timeframe text NOT NULL,
    open_time timestamptz NOT NULL,
    -- In the instrument's quote currency.
    open      numeric NOT NULL,
    high      numeric NOT NULL,
    low       numeric NOT NULL,
    close     numeric NOT NULL,
    -- Units of the base.
    volume    numeric NOT NULL,
    -- Over when it was seen; else it was still forming.
    is_final  boolean NOT NULL,
    seen_at   timestamptz NOT NULL,
    batch_id  bigint NOT NULL,
    PRIMARY KEY (series_id, timeframe, open_time)
) PARTITION BY LIST (timeframe);

CREATE TABLE candles_1m PARTITION OF candles FOR VALUES IN ('1m') PARTITION BY RANGE (open_time);
CREATE TABLE candles_5m PARTITION OF candles FOR VALUES IN ('5m') PARTITION BY RANGE (open_time);
CREATE TABLE candles_15m PARTITION OF candles FOR VALUES IN ('15m') PARTITION BY RANGE (open_time);
CREATE TABLE candles_30m PARTITION OF candles FOR VALUES IN ('30m') PARTITION BY RANGE (open_time);
CREATE TABLE candles_1h PARTITION OF candles FOR VALUES IN ('1h') PARTITION BY RANGE (open_time);
CREATE TABLE candles_3h PARTITION OF candles FOR VALUES IN ('3h') PARTITION BY RANGE (open_time);
CREATE TABLE candles_4h PARTITION OF candles FOR VALUES IN ('4h') PARTITION BY RANGE (open_time);
CREATE TABLE candles_6h PARTITION OF candles FOR VALUES IN ('6h') PARTITION BY RANGE (open_time);
CREATE TABLE candles_12h PARTITION OF candles FOR VALUES IN ('12h') PARTITION BY RANGE (open_time);
CREATE TABLE candles_1d PARTITION OF candles FOR VALUES IN ('1d') PARTITION BY RANGE (open_time);
CREATE TABLE candles_1w PARTITION OF candles FOR VALUES IN ('1w') PARTITION BY RANGE (open_time);
CREATE TABLE candles_1mo PARTITION OF candles FOR VALUES IN ('1mo') PARTITION BY RANGE (open_time);

-- These are kept for ever and are few: one part is enough.
CREATE TABLE candles_1w_all PARTITION OF candles_1w FOR VALUES FROM (MINVALUE) TO (MAXVALUE);
CREATE TABLE candles_1mo_all PARTITION OF candles_1mo FOR VALUES FROM (MINVALUE) TO (MAXVALUE);

-- Makes the part of one timeframe that begins and ends then, unless it is there. Attaching holds up nobody who reads or
-- writes; making a part in place would. The lock lets the second of two nodes find what the first made.
CREATE FUNCTION make_candle_part(timeframe text, from_at timestamptz, until_at timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    whole text := 'candles_' || timeframe;
    part  text := whole || '_' || to_char(from_at AT TIME ZONE 'UTC', 'YYYYMM');
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('candle part'), hashtext(whole));
    IF to_regclass(part) IS NULL THEN
        EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', part, whole);
        EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', whole, part, from_at, until_at);
    END IF;
END
$$;

-- Drops the parts of one timeframe that end then or before and that nothing is left in; answers how many. What somebody
-- uses is left for the next time.
CREATE FUNCTION drop_candle_parts(timeframe text, until_at timestamptz) RETURNS integer
LANGUAGE plpgsql SET lock_timeout = '2s' AS $$
DECLARE
    whole   text := 'candles_' || timeframe;
    part    record;
    is_used boolean;
    dropped integer := 0;
BEGIN
    FOR part IN
        SELECT child.relname AS name
          FROM pg_inherits
          JOIN pg_class AS child
            ON child.oid = pg_inherits.inhrelid
         WHERE pg_inherits.inhparent = whole::regclass
           AND (regexp_match(pg_get_expr(child.relpartbound, child.oid), 'TO \(''([^'']+)''\)'))[1]::timestamptz <= until_at
         ORDER BY child.relname
    LOOP
        BEGIN
            EXECUTE format('LOCK TABLE ONLY %I IN ACCESS EXCLUSIVE MODE', whole);
            EXECUTE format('SELECT EXISTS (SELECT FROM %I)', part.name) INTO is_used;
            IF NOT is_used THEN
                EXECUTE format('DROP TABLE %I', part.name);
                dropped := dropped + 1;
            END IF;
        EXCEPTION WHEN lock_not_available THEN
            NULL;
        END;
    END LOOP;
    RETURN dropped;
END
$$;

-- What a final candle said before the exchange said otherwise.
CREATE TABLE candle_revisions (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    series_id  integer NOT NULL REFERENCES candle_series,
    open_time  timestamptz NOT NULL,
    old_open   numeric NOT NULL,
    old_high   numeric NOT NULL,
    old_low    numeric NOT NULL,
    old_close  numeric NOT NULL,
    old_volume numeric NOT NULL,
    old_seen_at timestamptz NOT NULL,
    old_batch_id bigint NOT NULL,
    new_open   numeric NOT NULL,
    new_high   numeric NOT NULL,
    new_low    numeric NOT NULL,
    new_close  numeric NOT NULL,
    new_volume numeric NOT NULL,
    new_seen_at timestamptz NOT NULL,
    new_batch_id bigint NOT NULL,
    revised_at timestamptz NOT NULL
);

CREATE INDEX candle_revisions_candle ON candle_revisions (series_id, open_time, id);

-- Candles that cannot be true, or hardly, until an operator decides.
CREATE TABLE candle_quarantine (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    series_id  integer NOT NULL REFERENCES candle_series,
    open_time  timestamptz NOT NULL,
    open       numeric NOT NULL,
    high       numeric NOT NULL,
    low        numeric NOT NULL,
    close      numeric NOT NULL,
    volume     numeric NOT NULL,
    is_final   boolean NOT NULL,
    seen_at    timestamptz NOT NULL,
    batch_id   bigint NOT NULL,
    -- The rule that it broke, and what it says in words.
    rule       text NOT NULL,
    reason     text NOT NULL,
    state      text NOT NULL CHECK (state IN ('waiting', 'accepted', 'rejected')),
    decided_at timestamptz,
    decided_by text,
    -- Why, in the operator's words.
    decision   text,
    CHECK ((state = 'waiting') = (decided_at IS NULL))
);

-- The same numbers wait once, and are not asked about again when they were rejected.
CREATE UNIQUE INDEX candle_quarantine_once
    ON candle_quarantine (series_id, open_time, rule, open, high, low, close, volume);
CREATE INDEX candle_quarantine_waiting ON candle_quarantine (id) WHERE state = 'waiting';

-- What is doubted. A row without a series holds for all, one with a series for that one.
CREATE TABLE quality_rules (
    rule      text NOT NULL,
    series_id integer REFERENCES candle_series,
    is_on     boolean NOT NULL,
    -- What the rule measures against, such as a factor or a number of candles; null where it needs none.
    threshold numeric,
    UNIQUE NULLS NOT DISTINCT (rule, series_id)
);

INSERT INTO quality_rules (rule, series_id, is_on, threshold)
VALUES ('high-below-low', NULL, true, NULL),
       ('outside-range', NULL, true, NULL),
       ('not-positive', NULL, true, NULL),
       ('negative-volume', NULL, true, NULL),
       -- A price ten times or a tenth of its neighbours'.
       ('jump', NULL, true, 10),
       -- So many candles in a row with one price and some volume.
       ('frozen', NULL, true, 30);

-- The pieces of a backfill, so that it goes on where it was, whatever stopped it.
CREATE TABLE backfill_chunks (
    series_id   integer NOT NULL REFERENCES candle_series,
    from_at     timestamptz NOT NULL,
    until_at    timestamptz NOT NULL,
    -- When the answer for the whole of it was stored; null: still to do.
    done_at     timestamptz,
    -- The child run that does it or did it.
    run_id      uuid,
    candles     integer,
    last_error  text,
    PRIMARY KEY (series_id, from_at),
    CHECK (from_at < until_at)
);

CREATE INDEX backfill_chunks_open ON backfill_chunks (series_id, from_at DESC) WHERE done_at IS NULL;
