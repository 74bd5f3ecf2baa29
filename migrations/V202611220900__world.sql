-- Whether this database holds simulated or real data. Stamped once, by the first process that starts on it;
-- a process of the other world refuses to start.
CREATE TABLE tickwork_world (
    only_row   boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    world      text        NOT NULL CHECK (world IN ('simulated', 'real')),
    stamped_at timestamptz NOT NULL
);
