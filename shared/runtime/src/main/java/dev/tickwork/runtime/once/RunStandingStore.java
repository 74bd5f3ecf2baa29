package dev.tickwork.runtime.once;

import dev.tickwork.jobs.RunState;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** Reads the ledger of runs; the engine is its only writer. */
final class RunStandingStore {
    private static final String SELECT = """
            SELECT state, attempt, run_at, started_at, finished_at, rows_written, items_failed,
                   coalesce(error, cancel_reason, held_reason) AS trouble
              FROM job_runs
             WHERE id = $1
            """;

    /** How the run stands; empty when it is not known, or no longer. */
    Future<Optional<RunStanding>> standing(Tx tx, UUID run) {
        return tx.first(SELECT, RunStandingStore::standing, run);
    }

    private static RunStanding standing(Row row) {
        return new RunStanding(
                RunState.valueOf(row.text("state")),
                row.integer("attempt"),
                row.instant("run_at"),
                row.instantOrNull("started_at"),
                row.instantOrNull("finished_at"),
                row.integer("rows_written"),
                row.integer("items_failed"),
                row.textOrNull("trouble"));
    }
}
