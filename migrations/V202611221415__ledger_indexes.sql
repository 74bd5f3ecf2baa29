-- What stands on the page of one run: who repeats it, and who follows it in a chain.
CREATE INDEX job_queue_rerun ON job_queue (rerun_of) WHERE rerun_of IS NOT NULL;
CREATE INDEX job_history_rerun ON job_history (rerun_of) WHERE rerun_of IS NOT NULL;
CREATE INDEX job_history_after ON job_history (after_run) WHERE after_run IS NOT NULL;

-- Runs that wait for their next attempt are few among those that wait.
CREATE INDEX job_queue_retry ON job_queue (id) WHERE state = 'RETRY';
