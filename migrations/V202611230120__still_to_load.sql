-- Whether a backfill has still to bring something of a stretch of a series, or of what the series is built from. Chunks of
-- a series do not overlap: the last one before the stretch's end is found by the index, and no other can reach the
-- stretch when that one does not.
CREATE FUNCTION is_still_to_load(exchange text, symbol text, timeframe text, from_at timestamptz, until_at timestamptz)
RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1
                     FROM candle_series s
                     JOIN candle_series loaded
                       ON loaded.exchange = s.exchange
                      AND loaded.symbol = s.symbol
                      AND loaded.timeframe IN (s.timeframe, s.built_from)
                    WHERE s.exchange = $1
                      AND s.symbol = $2
                      AND s.timeframe = $3
                      AND (SELECT b.until_at
                             FROM backfill_chunks b
                            WHERE b.series_id = loaded.id
                              AND b.done_at IS NULL
                              AND b.last_error IS NULL
                              AND b.from_at < $5
                            ORDER BY b.from_at DESC
                            LIMIT 1) > $4)
$$;
