-- Which gaps were closed so long ago that nobody has to know of them.
CREATE INDEX data_gaps_closed ON data_gaps (repaired_at) WHERE state IN ('repaired', 'gone');
