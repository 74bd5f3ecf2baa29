-- When a chunk was given up: whoever looks for gaps and took it for still to come has to look at it from then on.
ALTER TABLE backfill_chunks ADD COLUMN given_up_at timestamptz;
