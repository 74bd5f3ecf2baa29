-- The engine's own tables, made for many runs a second: what is not over is little and changes often, what is over is
-- much and never changes. job_runs stays the one ledger, as a view over both.

-- The queues: which others a run stands in line with, and how many of them may run at a time.
CREATE TABLE job_queues (
    name          text PRIMARY KEY CHECK (name IN ('high_priority', 'default', 'low_priority')),
    -- Who goes first: 0 before 1.
    rank          smallint NOT NULL UNIQUE,
    -- How many may run on one node, and on all of them; null is the configuration's number, and no limit.
    node_limit    integer CHECK (node_limit > 0),
    cluster_limit integer CHECK (cluster_limit > 0),
    paused_at     timestamptz,
    paused_until  timestamptz,
    paused_by     text,
    paused_reason text,
    CHECK ((paused_at IS NULL) = (paused_reason IS NULL))
);

INSERT INTO job_queues (name, rank) VALUES ('high_priority', 0), ('default', 1), ('low_priority', 2);

-- Every job that any node ever served, how it is doing, and what an operator decided about it.
CREATE TABLE jobs (
    name              text PRIMARY KEY,
    alias             text NOT NULL,
    aliases           text[] NOT NULL,
    queue             text NOT NULL REFERENCES job_queues,
    -- Whose verticle it is.
    verticle          text NOT NULL,
    -- Attempts at most when its workers keep disappearing.
    lost_attempts     integer NOT NULL CHECK (lost_attempts > 0),
    -- What operators are shown of its definition: limits, retry policy, arguments.
    definition        jsonb NOT NULL,
    cluster_limit     integer CHECK (cluster_limit > 0),
    paused_at         timestamptz,
    paused_until      timestamptz,
    paused_by         text,
    paused_reason     text,
    last_success_at   timestamptz,
    last_failure_at   timestamptz,
    last_error_class  text,
    last_error        text,
    CHECK ((paused_at IS NULL) = (paused_reason IS NULL))
) WITH (fillfactor = 50);

-- Runs that are not over. A row is born here, changes a few times, and leaves for job_history.
CREATE TABLE job_queue (
    id            uuid PRIMARY KEY,
    job           text NOT NULL,
    queue         text NOT NULL,
    -- Higher goes first among the runs of a job.
    priority      smallint NOT NULL DEFAULT 0,
    state         text NOT NULL CHECK (state IN ('PENDING', 'STARTED', 'RETRY')),
    -- From 1; counts what failed. A snoozed run keeps it.
    attempt       integer NOT NULL DEFAULT 1 CHECK (attempt > 0),
    -- Fences the writes of a run: counts how often it was claimed, and whoever holds an older number is refused.
    claim         integer NOT NULL DEFAULT 0,
    node          text,
    enqueued_at   timestamptz NOT NULL,
    -- May start from then on.
    run_at        timestamptz NOT NULL,
    started_at    timestamptz,
    -- A worker may take it. Neither when its moment is to come, nor when it waits for its children or for the run
    -- before it in a chain.
    is_ready      boolean NOT NULL,
    waits         boolean NOT NULL DEFAULT false,
    -- Why it waits, in words for people.
    held_reason   text,
    schedule      text,
    fire_at       timestamptz,
    -- Who asked for it: schedule, api, cli, chain, rerun; and the subject.
    trigger       text NOT NULL,
    asked_by      text,
    -- Without secrets, at most 64 KiB.
    args          jsonb,
    -- It holds a row of job_keys.
    unique_key    text,
    parent        uuid,
    -- Children that are not over.
    open_children integer NOT NULL DEFAULT 0,
    -- Succeeds although a child did not.
    tolerates_failures boolean NOT NULL DEFAULT false,
    rerun_of      uuid,
    -- The run before it in a chain, and whether it goes on when that one fails.
    after_run     uuid,
    after_failure boolean NOT NULL DEFAULT false,
    -- Something waits for its end: a parent or the next in a chain.
    is_awaited    boolean NOT NULL DEFAULT false,
    -- Somebody wants it to stop.
    cancel_at     timestamptz,
    cancel_by     text,
    cancel_reason text,
    -- How it will end when its children have: kept while it waits for them.
    result        jsonb,
    rows_written  integer NOT NULL DEFAULT 0,
    items_done    integer NOT NULL DEFAULT 0,
    items_failed  integer NOT NULL DEFAULT 0,
    CHECK ((state = 'STARTED') = (node IS NOT NULL)),
    CHECK (NOT (is_ready AND (waits OR state = 'STARTED')))
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);

-- What a worker takes next. The plan must not hang on fresh statistics, so no other index begins with the job.
CREATE INDEX job_queue_ready ON job_queue (job, priority DESC, run_at) WHERE is_ready;
-- What becomes ready, and when.
CREATE INDEX job_queue_delayed ON job_queue (run_at) WHERE NOT is_ready AND NOT waits AND state <> 'STARTED';
-- Whose worker is gone, and how many of a job run.
CREATE INDEX job_queue_started ON job_queue (node, job) WHERE state = 'STARTED';
CREATE INDEX job_queue_schedule ON job_queue (schedule) WHERE schedule IS NOT NULL;
CREATE INDEX job_queue_parent ON job_queue (parent) WHERE parent IS NOT NULL;
CREATE INDEX job_queue_after ON job_queue (after_run) WHERE after_run IS NOT NULL;

-- Runs that are over: only ever added, and deleted when they have been kept long enough.
CREATE TABLE job_history (
    id            uuid PRIMARY KEY,
    job           text NOT NULL,
    queue         text NOT NULL,
    priority      smallint NOT NULL,
    state         text NOT NULL CHECK (state IN ('SUCCESS', 'FAILURE', 'REVOKED')),
    attempt       integer NOT NULL,
    node          text,
    enqueued_at   timestamptz NOT NULL,
    run_at        timestamptz NOT NULL,
    -- Null when it never started.
    started_at    timestamptz,
    finished_at   timestamptz NOT NULL,
    rows_written  integer NOT NULL,
    items_done    integer NOT NULL,
    items_failed  integer NOT NULL,
    -- Kept 24 hours; the rest of the row longer.
    result        jsonb,
    -- It had a result, whether or not that is still kept.
    had_result    boolean NOT NULL,
    -- Why there was nothing to do.
    skipped       text,
    error_class   text,
    error         text,
    schedule      text,
    fire_at       timestamptz,
    trigger       text NOT NULL,
    asked_by      text,
    args          jsonb,
    parent        uuid,
    rerun_of      uuid,
    after_run     uuid,
    cancel_at     timestamptz,
    cancel_by     text,
    cancel_reason text
);

-- Ids are ordered by time, so lists are read along the primary key, of one job along this.
CREATE INDEX job_history_job ON job_history (job, id);
-- What did not end well is rare and looked for.
CREATE INDEX job_history_trouble ON job_history (state, id) WHERE state <> 'SUCCESS';
CREATE INDEX job_history_parent ON job_history (parent) WHERE parent IS NOT NULL;
CREATE INDEX job_history_results ON job_history (finished_at) WHERE result IS NOT NULL;

INSERT INTO job_history (id, job, queue, priority, state, attempt, node, enqueued_at, run_at, started_at, finished_at,
                         rows_written, items_done, items_failed, result, had_result, skipped, error_class, error,
                         schedule, fire_at, trigger)
SELECT id, job, queue, 0, CASE WHEN finished_at IS NULL THEN 'FAILURE' ELSE state END, attempt, node, run_at, run_at,
       started_at, coalesce(finished_at, started_at, run_at),
       coalesce((result ->> 'rows_written')::integer, 0), coalesce((result ->> 'items_done')::integer, 0),
       coalesce((result ->> 'items_failed')::integer, 0), NULL, false, result ->> 'skipped',
       CASE WHEN finished_at IS NULL THEN 'lost' ELSE error_class END,
       CASE WHEN finished_at IS NULL THEN 'not over when the ledger was rebuilt' ELSE error END,
       schedule, fire_at, CASE WHEN schedule IS NULL THEN 'api' ELSE 'schedule' END
  FROM job_runs;

DROP TABLE job_runs;

-- The one ledger: every run, how it stands and how it ended.
CREATE VIEW job_runs AS
SELECT id, job, queue, priority, state, attempt, node, enqueued_at, run_at, started_at, NULL::timestamptz AS finished_at,
       rows_written, items_done, items_failed, result, result IS NOT NULL AS had_result, NULL::text AS skipped,
       NULL::text AS error_class, NULL::text AS error, held_reason, schedule, fire_at, trigger, asked_by, args, parent,
       rerun_of, after_run, cancel_at, cancel_by, cancel_reason
  FROM job_queue
 UNION ALL
SELECT id, job, queue, priority, state, attempt, node, enqueued_at, run_at, started_at, finished_at,
       rows_written, items_done, items_failed, result, had_result, skipped,
       error_class, error, NULL::text AS held_reason, schedule, fire_at, trigger, asked_by, args, parent,
       rerun_of, after_run, cancel_at, cancel_by, cancel_reason
  FROM job_history;

-- Attempts that failed, and those that lost their worker; the last one of a run that succeeded is the run itself.
CREATE TABLE job_attempts (
    run_id      uuid NOT NULL,
    attempt     integer NOT NULL,
    node        text,
    started_at  timestamptz,
    ended_at    timestamptz NOT NULL,
    error_class text NOT NULL,
    error       text NOT NULL,
    PRIMARY KEY (run_id, attempt)
);

-- How far a run is, for runs that say so. Written at most once a second and run.
CREATE TABLE job_progress (
    run_id     uuid PRIMARY KEY,
    attempt    integer NOT NULL,
    done       bigint NOT NULL,
    total      bigint,
    message    text,
    -- The last items that ended: name, ok or why not.
    items      jsonb NOT NULL DEFAULT '[]',
    since      timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
) WITH (fillfactor = 50);

-- The last lines that a run wrote into its log.
CREATE TABLE job_log (
    run_id  uuid NOT NULL,
    -- Which taking of the run said it; a snoozed run is taken again in the same attempt.
    claim   integer NOT NULL,
    line    integer NOT NULL,
    at      timestamptz NOT NULL,
    level   text NOT NULL CHECK (level IN ('INFO', 'WARN', 'ERROR')),
    message text NOT NULL,
    PRIMARY KEY (run_id, claim, line)
);

-- Keys of which there may be one run at a time: in the queue, until it is over, or for a period.
CREATE TABLE job_keys (
    job     text NOT NULL,
    key     text NOT NULL,
    run_id  uuid NOT NULL,
    -- Its run still stands in the way.
    is_held boolean NOT NULL,
    -- It stands in the way until then, though its run is over.
    until   timestamptz,
    PRIMARY KEY (job, key)
) WITH (fillfactor = 70);

CREATE INDEX job_keys_run ON job_keys (run_id);

-- Work that is owned and not run, such as a stream: one node at a time holds a lease, as long as it lives.
CREATE TABLE job_leases (
    kind        text NOT NULL,
    name        text NOT NULL,
    -- Null when nobody holds it.
    node        text,
    -- Fences the writes of its holder: counts how often it changed hands.
    token       bigint NOT NULL DEFAULT 0,
    acquired_at timestamptz,
    PRIMARY KEY (kind, name)
) WITH (fillfactor = 50);

-- Who did what to the engine, and why.
CREATE TABLE job_audit (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at      timestamptz NOT NULL,
    subject text NOT NULL,
    role    text NOT NULL,
    -- Such as run.cancel, schedule.pause, queue.limit, verticle.redeploy.
    action  text NOT NULL,
    -- A run's id, or the name of a job, schedule, queue or verticle.
    target  text NOT NULL,
    reason  text,
    before  jsonb,
    after   jsonb
);

CREATE INDEX job_audit_target ON job_audit (target, id);

-- When jobs run, more fully: by cron or by interval, with what an operator changed beside what the release says.
ALTER TABLE job_schedules
    ALTER COLUMN every_ms DROP NOT NULL,
    ADD COLUMN verticle         text NOT NULL DEFAULT '',
    ADD COLUMN cron             text,
    ADD COLUMN zone             text,
    ADD COLUMN overlap          text NOT NULL DEFAULT 'SKIP' CHECK (overlap IN ('SKIP', 'QUEUE_ONE', 'ALLOW', 'CANCEL_OLD')),
    ADD COLUMN misfire          text NOT NULL DEFAULT 'ONE' CHECK (misfire IN ('SKIP', 'ONE', 'ALL')),
    ADD COLUMN misfire_window_ms bigint CHECK (misfire_window_ms > 0),
    ADD COLUMN misfire_max      integer CHECK (misfire_max > 0),
    -- An operator's wish in place of the release's; null where there is none.
    ADD COLUMN wished_every_ms  bigint CHECK (wished_every_ms > 0),
    ADD COLUMN wished_cron      text,
    ADD COLUMN wished_zone      text,
    ADD COLUMN wished_overlap   text CHECK (wished_overlap IN ('SKIP', 'QUEUE_ONE', 'ALLOW', 'CANCEL_OLD')),
    ADD COLUMN wished_misfire   text CHECK (wished_misfire IN ('SKIP', 'ONE', 'ALL')),
    -- Told after each success, for a monitor outside.
    ADD COLUMN heartbeat_url    text,
    -- Fires that got no run because nobody was there in time.
    ADD COLUMN misfires         bigint NOT NULL DEFAULT 0,
    ADD COLUMN last_fire_at     timestamptz,
    ADD COLUMN last_run_id      uuid,
    ADD COLUMN paused_at        timestamptz,
    ADD COLUMN paused_until     timestamptz,
    ADD COLUMN paused_by        text,
    ADD COLUMN paused_reason    text,
    -- Counts the changes, so that two operators do not overwrite each other.
    ADD COLUMN version          integer NOT NULL DEFAULT 1,
    ADD CHECK ((paused_at IS NULL) = (paused_reason IS NULL)),
    ADD CHECK ((every_ms IS NULL) <> (cron IS NULL)),
    ADD CHECK ((cron IS NULL) = (zone IS NULL));

-- Answers to requests that carried an Idempotency-Key, kept 24 hours.
CREATE TABLE idempotent_replies (
    subject    text NOT NULL,
    key        text NOT NULL,
    operation  text NOT NULL,
    -- SHA-256 of the parameters and the body.
    asked      bytea NOT NULL,
    status     integer NOT NULL,
    reply      jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (subject, key)
);

CREATE INDEX idempotent_replies_age ON idempotent_replies (created_at);
