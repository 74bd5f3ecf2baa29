-- The processes that run jobs. A process that starts again is a new row, so that its old self is found dead.
CREATE TABLE worker_nodes (
    id              text PRIMARY KEY,
    name            text NOT NULL,
    host            text NOT NULL,
    pid             bigint NOT NULL,
    version         text NOT NULL,
    verticles       text[] NOT NULL,
    -- Job name to why it works only in part there; JSON null when it works.
    jobs            jsonb NOT NULL,
    clock_offset_ms bigint NOT NULL,
    started_at      timestamptz NOT NULL,
    seen_at         timestamptz NOT NULL,
    stopped_at      timestamptz
) WITH (fillfactor = 50);

-- When jobs run. Each fire is claimed once, by whoever moves next_fire_at on.
CREATE TABLE job_schedules (
    name             text PRIMARY KEY,
    job              text NOT NULL,
    alias            text NOT NULL,
    queue            text NOT NULL CHECK (queue IN ('high_priority', 'default', 'low_priority')),
    every_ms         bigint NOT NULL CHECK (every_ms > 0),
    effective_ms     bigint NOT NULL CHECK (effective_ms > 0),
    effective_reason text,
    next_fire_at     timestamptz NOT NULL,
    claimed_by       text,
    claimed_at       timestamptz,
    skipped_fires    bigint NOT NULL DEFAULT 0,
    held_since       timestamptz,
    held_reason      text,
    missed_fires     bigint NOT NULL DEFAULT 0,
    CHECK ((held_since IS NULL) = (held_reason IS NULL))
) WITH (fillfactor = 50);

-- The one ledger: every run, how it stands and how it ended. A scheduled run is born started, in the transaction that
-- claims its fire.
CREATE TABLE job_runs (
    id          uuid PRIMARY KEY,
    job         text NOT NULL,
    queue       text NOT NULL CHECK (queue IN ('high_priority', 'default', 'low_priority')),
    schedule    text,
    fire_at     timestamptz,
    state       text NOT NULL CHECK (state IN ('PENDING', 'STARTED', 'SUCCESS', 'FAILURE', 'RETRY', 'REVOKED')),
    -- Fences the writes of a run: whoever holds an older number, or another node's, is refused.
    attempt     integer NOT NULL CHECK (attempt > 0),
    node        text,
    -- A pending run may start from then on.
    run_at      timestamptz NOT NULL,
    started_at  timestamptz,
    finished_at timestamptz,
    -- Why a pending run waits.
    held_reason text,
    result      jsonb,
    error       text,
    error_class text,
    -- Whatever a clock does, a fire happens once.
    UNIQUE (schedule, fire_at)
) WITH (fillfactor = 80);

-- What is not finished is little, however long the history: overlap, lost runs and pending ones are found here.
CREATE INDEX job_runs_unfinished ON job_runs (job, run_at) WHERE state IN ('PENDING', 'STARTED', 'RETRY');

-- A job's last success and failure, its last hour, and what has passed its retention.
CREATE INDEX job_runs_ended ON job_runs (job, state, finished_at DESC);
