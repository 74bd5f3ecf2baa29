package dev.tickwork.runtime.retention;

import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** A table whose old rows go into archives. Its room is its only writer, so the room takes them out and puts them back. */
public interface Retained {
    /** The same at every call. */
    RetentionPolicy policy();

    /**
     * The same table for one run, which may go on past midnight: ages that it counts by itself are those at this moment. A
     * table that goes by the moment before which rows go alone is that already.
     */
    default Retained asOf(Instant moment) {
        return this;
    }

    /** How many rows {@link #take} would take in all; by the same condition. */
    Future<Long> count(Tx tx, Instant before);

    /**
     * Deletes rows before a moment. What another transaction is deleting is left to it.
     *
     * @return the deleted rows: at most {@code most}, and none only when no more are left
     */
    Future<List<OldRow>> take(Tx tx, Instant before, int most);

    /**
     * Puts rows back as they were taken. Safe to repeat: what is there stays as it is.
     *
     * @param rows a JSON array of them
     * @return how many were not there
     */
    Future<Integer> putBack(Tx tx, String rows);

    /** Lets the space be used again and plans be made anew: one statement, outside of a transaction, of any length. */
    Future<Void> optimise(Tx tx);

    /** How many rows go into one archive; all of them are in memory at once. */
    default int rowsPerArchive() {
        return 5_000;
    }
}
