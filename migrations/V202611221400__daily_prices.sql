-- Days of prices. Written by price-fetcher.
CREATE TABLE daily_series (
    symbol         text    NOT NULL REFERENCES instruments,
    source         text    NOT NULL, -- the provider's stable name
    -- Whether the days before a split are restated when it happens, so that the series has no jump there.
    split_adjusted boolean NOT NULL,
    full_run_id    uuid,             -- the run that last fetched it from its first day on; null when none has
    PRIMARY KEY (symbol, source)
);

CREATE TABLE daily_prices (
    symbol      text        NOT NULL,
    source      text        NOT NULL,
    date        date        NOT NULL, -- by the exchange's calendar, or by UTC where there is no exchange
    open        numeric     NOT NULL,
    high        numeric     NOT NULL CHECK (high >= greatest(open, close)),
    low         numeric     NOT NULL CHECK (low > 0 AND low <= least(open, close)),
    close       numeric     NOT NULL,
    volume      numeric     CHECK (volume >= 0), -- null where nobody counts
    received_at timestamptz NOT NULL,
    run_id      uuid        NOT NULL, -- the run that wrote it
    PRIMARY KEY (symbol, source, date),
    FOREIGN KEY (symbol, source) REFERENCES daily_series
);
