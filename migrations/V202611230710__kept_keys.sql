-- The key that a run held, as job_queue has it, so that it is taken again when the run runs again.
ALTER TABLE job_history ADD COLUMN unique_key text;
