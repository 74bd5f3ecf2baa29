-- When a node that listened knew last that the exchange paused, so that a pause in which the last one died ends there and
-- not when another one starts. Null in rows that are older than this.
ALTER TABLE exchange_maintenances ADD COLUMN heard_at timestamptz;
