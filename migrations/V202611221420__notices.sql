-- Jobs that fail: from the first failure in a row until the next success. Without opened_at it is a suspicion of which
-- nobody has been told.
CREATE TABLE job_incidents (
    id           uuid PRIMARY KEY,
    job          text NOT NULL,
    began_at     timestamptz NOT NULL,
    opened_at    timestamptz,
    last_at      timestamptz NOT NULL,
    failures     bigint NOT NULL CHECK (failures > 0),
    error_class  text NOT NULL,
    last_error   text NOT NULL,
    first_run_id uuid NOT NULL,
    last_run_id  uuid NOT NULL,
    node         text NOT NULL,
    -- How often somebody was told, and when last.
    notices      integer NOT NULL DEFAULT 0,
    told_at      timestamptz,
    resolved_at  timestamptz,
    resolved_by  uuid,
    CHECK ((opened_at IS NULL) = (told_at IS NULL)),
    CHECK (resolved_at IS NULL OR opened_at IS NOT NULL)
) WITH (fillfactor = 50);

-- A job has one trouble at a time.
CREATE UNIQUE INDEX job_incidents_unresolved ON job_incidents (job) WHERE resolved_at IS NULL;

-- What is over for long is deleted.
CREATE INDEX job_incidents_resolved ON job_incidents (resolved_at) WHERE resolved_at IS NOT NULL;

-- What people are to be told, written with the incident and sent later, once at most: whoever takes a row says so before
-- it sends, and what was taken and never ended is not sent again.
CREATE TABLE notice_outbox (
    incident   uuid NOT NULL REFERENCES job_incidents (id) ON DELETE CASCADE,
    sequence   integer NOT NULL CHECK (sequence > 0),
    channel    text NOT NULL CHECK (channel IN ('slack', 'mail', 'webhook')),
    kind       text NOT NULL CHECK (kind IN ('opened', 'ongoing', 'resolved')),
    payload    jsonb NOT NULL,
    state      text NOT NULL
        CHECK (state IN ('due', 'held', 'taken', 'sent', 'failed', 'unknown', 'expired')),
    created_at timestamptz NOT NULL,
    due_at     timestamptz NOT NULL,
    taken_at   timestamptz,
    sent_at    timestamptz,
    attempts   integer NOT NULL DEFAULT 0,
    -- Why it is not sent yet, or never.
    error      text,
    PRIMARY KEY (incident, sequence, channel),
    CHECK ((sent_at IS NOT NULL) = (state = 'sent'))
) WITH (fillfactor = 70);

CREATE INDEX notice_outbox_waiting ON notice_outbox (due_at) WHERE state IN ('due', 'held', 'taken');
