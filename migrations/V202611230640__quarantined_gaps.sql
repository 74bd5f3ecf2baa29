-- A gap of which the exchange has candles that are doubted: they wait for an operator, or one rejected them.
ALTER TABLE data_gaps DROP CONSTRAINT data_gaps_state_check;
ALTER TABLE data_gaps
  ADD CONSTRAINT data_gaps_state_check
      CHECK (state IN ('missing', 'repaired', 'proven-empty', 'exchange-down', 'quarantined', 'gone'));

-- As data_gaps_series, which the release before this one needs.
CREATE INDEX data_gaps_known ON data_gaps (symbol, timeframe, exchange, gap_end)
 WHERE state IN ('missing', 'proven-empty', 'exchange-down', 'quarantined');

-- What becomes of the doubted candles of a stretch of a series, or of what the series is built from, in words for people.
-- Of several that the exchange told of the same moment one that still waits counts, else the newest.
CREATE FUNCTION quarantine_words(exchange text, symbol text, timeframe text, from_at timestamptz, until_at timestamptz)
RETURNS text
LANGUAGE sql STABLE AS $$
    WITH doubted AS (
        SELECT DISTINCT ON (q.series_id, q.open_time) q.state, q.rule, q.decided_at, q.decided_by, q.decision
          FROM candle_series s
          JOIN candle_series told
            ON told.exchange = s.exchange
           AND told.symbol = s.symbol
           AND told.timeframe IN (s.timeframe, s.built_from)
          JOIN candle_quarantine q
            ON q.series_id = told.id
         WHERE s.exchange = $1
           AND s.symbol = $2
           AND s.timeframe = $3
           AND q.open_time >= $4
           AND q.open_time < $5
           AND q.state IN ('waiting', 'rejected')
         ORDER BY q.series_id, q.open_time, q.state DESC, q.id DESC
    ), lines AS (
        SELECT 1 AS place,
               count(*) || CASE WHEN count(*) = 1 THEN ' candle waits' ELSE ' candles wait' END
               || ' in the quarantine: ' || string_agg(DISTINCT rule, ', ') AS line
          FROM doubted
         WHERE state = 'waiting'
        HAVING count(*) > 0
         UNION ALL
        SELECT 2,
               count(*) || CASE WHEN count(*) = 1 THEN ' candle was' ELSE ' candles were' END
               || ' rejected by ' || decided_by || ' at '
               || to_char(max(decided_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || ': ' || decision
          FROM doubted
         WHERE state = 'rejected'
         GROUP BY decided_by, decision
    )
    SELECT coalesce(string_agg(line, '; ' ORDER BY place, line), 'its candles are not doubted any more')
      FROM lines
$$;
