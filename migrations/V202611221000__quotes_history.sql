-- Every price as it was seen. Written by price-fetcher.
CREATE TABLE quotes_history (
    symbol         text        NOT NULL,
    as_of          timestamptz NOT NULL, -- the moment that the price belongs to
    source         text        NOT NULL, -- the provider's stable name
    price          numeric     NOT NULL CHECK (price > 0),
    previous_close numeric     CHECK (previous_close > 0), -- null when the provider did not say
    received_at    timestamptz NOT NULL,
    run_id         uuid        NOT NULL, -- the run that wrote it
    PRIMARY KEY (symbol, as_of, source)
);

-- Retention walks the table by age; rows arrive in that order, so a few pages of index do.
CREATE INDEX quotes_history_by_age ON quotes_history USING brin (as_of);
