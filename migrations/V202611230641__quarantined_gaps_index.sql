-- Each look asks into which gaps in quarantine candles have come. They are few among those that are proven empty.
CREATE INDEX data_gaps_quarantined ON data_gaps (timeframe) WHERE state = 'quarantined';
