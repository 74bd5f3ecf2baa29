-- Outside production an operator may move the clock of all processes. No row: it shows the true time.
CREATE TABLE moved_clock (
    only_row  boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    starts_at timestamptz NOT NULL,
    -- Clock seconds per true second.
    speed     numeric NOT NULL CHECK (speed > 0),
    -- The true time at which the clock showed starts_at.
    set_at    timestamptz NOT NULL,
    set_by    text NOT NULL
);
