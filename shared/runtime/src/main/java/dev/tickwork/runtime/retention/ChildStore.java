package dev.tickwork.runtime.retention;

import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads how the children of a run are doing. */
final class ChildStore {
    private static final String CHILDREN = """
            SELECT job, state, enqueued_at, result::text AS result, error
              FROM job_runs
             WHERE parent = $1
             ORDER BY job, id
            """;

    /**
     * One child.
     *
     * @param result as JSON; null while it goes on, or when it did not succeed
     * @param error why it did not
     */
    record Child(
            String job,
            String state,
            Instant enqueuedAt,
            @Nullable String result,
            @Nullable String error) {
        boolean isOver() {
            return state.equals("SUCCESS") || state.equals("FAILURE") || state.equals("REVOKED");
        }
    }

    /** By job; empty before they were asked for. */
    Future<List<Child>> of(Tx tx, UUID parent) {
        return tx.query(CHILDREN, ChildStore::child, parent);
    }

    private static Child child(Row row) {
        return new Child(
                row.text("job"),
                row.text("state"),
                row.instant("enqueued_at"),
                row.textOrNull("result"),
                row.textOrNull("error"));
    }
}
