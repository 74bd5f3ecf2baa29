package dev.tickwork.runtime.jobs;

import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes {@code bulk_actions}: how far bulk actions are. */
final class BulkStore {
    private static final String FIND = """
            SELECT runs, acted, done
              FROM bulk_actions
             WHERE run_id = $1
            """;
    private static final String BEGIN = """
            INSERT INTO bulk_actions (run_id, runs)
            VALUES ($1, $2)
            ON CONFLICT (run_id) DO NOTHING
            """;
    private static final String WHERE_IT_IS = """
            SELECT acted, done
              FROM bulk_actions
             WHERE run_id = $1
               FOR UPDATE
            """;
    private static final String MOVE_ON = """
            UPDATE bulk_actions
               SET acted = $2, done = $3
             WHERE run_id = $1
            """;
    private static final String END = """
            DELETE FROM bulk_actions
             WHERE run_id = $1
            """;
    private static final String FORGET_OTHERS = """
            DELETE FROM bulk_actions b
             WHERE NOT EXISTS (SELECT 1 FROM job_queue q WHERE q.id = b.run_id)
            """;

    /**
     * How far one is.
     *
     * @param acted with how many runs it is through, the first ones
     * @param done to how many of these it was done; the others had gone on by themselves, or another run holds their key
     */
    record Place(int acted, int done) {
        Place after(int more, int doneTo) {
            return new Place(acted + more, done + doneTo);
        }

        int leftOut() {
            return acted - done;
        }
    }

    /** One that has begun, and the runs that it found then. */
    record Begun(List<UUID> runs, Place place) {}

    /** One as it stands; empty when it has not begun. */
    Future<Optional<Begun>> find(Tx tx, UUID action) {
        return tx.first(FIND, row -> new Begun(row.uuids("runs"), place(row)), action);
    }

    /** Begins one, and forgets those that were over before their end. Safe to repeat: the first time counts. */
    Future<Integer> begin(Tx tx, UUID action, List<UUID> runs) {
        return tx.execute(FORGET_OTHERS).compose(forgotten -> tx.execute(BEGIN, action, Column.uuids(runs)));
    }

    /** Where one is, held until the transaction ends. */
    Future<Place> whereItIs(Tx tx, UUID action) {
        return tx.query(WHERE_IT_IS, BulkStore::place, action).map(rows -> rows.get(0));
    }

    /** @return 1 */
    Future<Integer> moveOn(Tx tx, UUID action, Place place) {
        return tx.execute(MOVE_ON, action, place.acted(), place.done());
    }

    /** Forgets one that is over. @return 0 when it was forgotten before */
    Future<Integer> end(Tx tx, UUID action) {
        return tx.execute(END, action);
    }

    private static Place place(Row row) {
        return new Place(row.integer("acted"), row.integer("done"));
    }
}
