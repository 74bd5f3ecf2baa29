-- When an exchange said of itself that it pauses, as its stream told it. Written by candle-ingest.
CREATE TABLE exchange_maintenances (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    exchange text NOT NULL,
    from_at  timestamptz NOT NULL,
    -- When it said that it goes on, or let us listen again; null before that.
    until_at timestamptz,
    CHECK (until_at > from_at)
);

-- Every node hears it, and the first one notes it.
CREATE UNIQUE INDEX exchange_maintenances_going_on ON exchange_maintenances (exchange) WHERE until_at IS NULL;
CREATE INDEX exchange_maintenances_over ON exchange_maintenances (exchange, until_at);
