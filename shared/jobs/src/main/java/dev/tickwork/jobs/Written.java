package dev.tickwork.jobs;

/** What became of a run's write. */
public sealed interface Written {
    /** Rows inserted or changed so far; 0 while they wait. */
    int rows();

    /**
     * It is in the database.
     *
     * @param rows inserted or changed
     */
    record Committed(int rows) implements Written {}

    /** Postgres is away; it waits in memory and is written when Postgres is back. */
    record Deferred() implements Written {
        @Override
        public int rows() {
            return 0;
        }
    }
}
