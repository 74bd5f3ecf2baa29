-- Whether candles of a stretch of a series are built from others of which some are missing and may still come: nobody can
-- be asked for them before that is settled.
CREATE FUNCTION waits_for_parts(exchange text, symbol text, timeframe text, from_at timestamptz, until_at timestamptz)
RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1
                     FROM candle_series s
                     JOIN data_gaps part
                       ON part.exchange = s.exchange
                      AND part.symbol = s.symbol
                      AND part.timeframe = s.built_from
                    WHERE s.exchange = $1
                      AND s.symbol = $2
                      AND s.timeframe = $3
                      AND part.state = 'missing'
                      AND part.gap_end > $4
                      AND part.gap_start < $5)
$$;
