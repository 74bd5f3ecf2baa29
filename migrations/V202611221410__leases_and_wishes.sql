-- Which kinds of leases a node wants, so that each knows with how many others it shares them.
ALTER TABLE worker_nodes ADD COLUMN competes text[] NOT NULL DEFAULT '{}';

-- What each fire asks for, so that an operator may ask for the same where the job is not served.
ALTER TABLE job_schedules ADD COLUMN args jsonb;
