-- What is kept how long, by table. The process that serves a table's room writes its row; cleanup reads them all.
CREATE TABLE retention_policies (
    table_name text PRIMARY KEY,
    -- What people call this kind of data: prices, news, logs.
    type       text NOT NULL,
    -- The job that archives and deletes what is old, in that room.
    job        text NOT NULL,
    kept_days  integer NOT NULL CHECK (kept_days > 0),
    -- Nobody may ask for younger rows to go.
    is_floor   boolean NOT NULL
);

-- What was deleted and where it is now. A row is written in the transaction that deletes, after its file is safe on disk;
-- a file without a row counts for nothing.
CREATE TABLE archives (
    id          uuid PRIMARY KEY,
    table_name  text NOT NULL,
    -- Below ARCHIVE_DIR of the node that wrote it.
    file        text NOT NULL UNIQUE,
    node        text NOT NULL,
    -- The oldest and the newest row in it.
    from_at     timestamptz NOT NULL,
    to_at       timestamptz NOT NULL,
    rows        integer NOT NULL CHECK (rows > 0),
    bytes       bigint NOT NULL,
    -- Of the file, in hex.
    sha256      text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    -- The run that wrote it, and when.
    run_id      uuid NOT NULL,
    archived_at timestamptz NOT NULL,
    CHECK (from_at <= to_at)
);

CREATE INDEX archives_run ON archives (run_id);
-- Where to look for the rows of a time.
CREATE INDEX archives_range ON archives (table_name, from_at);
