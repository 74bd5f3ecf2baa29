-- How far a bulk action is, so that it goes on where it was when its worker or the database goes away: a row while it is
-- under way.
CREATE TABLE bulk_actions (
    run_id uuid PRIMARY KEY,
    -- The runs that it found when it began, in the order in which it acts on them.
    runs   uuid[] NOT NULL,
    -- With how many of them it is through, and to how many of these it was done.
    acted  integer NOT NULL DEFAULT 0,
    done   integer NOT NULL DEFAULT 0,
    CHECK (done BETWEEN 0 AND acted AND acted <= cardinality(runs))
);
