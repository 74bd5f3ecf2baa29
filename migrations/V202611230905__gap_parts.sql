-- Whether it fell off another gap, with which it was found: what was one gap when it was found counts as one.
ALTER TABLE data_gaps ADD COLUMN is_part boolean NOT NULL DEFAULT false;
