package dev.tickwork.candleingest.backfill;

import dev.tickwork.jobs.RunState;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads from {@code job_runs} and {@code job_queue} what became of backfills and of what they asked for. */
final class AskedStore {
    private static final String RUNS = """
            SELECT id, job, state, parent, finished_at, error
              FROM job_runs
             WHERE id = ANY($1)
            """;

    // One that is to stop will not load what it was asked for.
    private static final String LIVE = """
            SELECT id, enqueued_at, args::text AS args
              FROM job_queue
             WHERE job = $1
               AND cancel_at IS NULL
             ORDER BY enqueued_at, id
            """;

    /**
     * A run that was asked for chunks.
     *
     * @param job what it does: a fetch, or the backfill itself that was about to ask for one
     * @param parent the backfill that asked for the fetch; null for none
     * @param finishedAt when it was over; null while it goes on
     * @param error why it failed; null when it did not
     */
    record AskedRun(
            UUID id,
            String job,
            RunState state,
            @Nullable UUID parent,
            @Nullable Instant finishedAt,
            @Nullable String error) {}

    /** A backfill that goes on: since when, and what it loads. */
    record Live(UUID id, Instant since, BackfillArgs args) {}

    /** Those that are known, in no order. */
    Future<List<AskedRun>> runs(Tx tx, Collection<UUID> ids) {
        return tx.query(RUNS, AskedStore::toRun, Column.uuids(ids, id -> id));
    }

    /** The backfills that go on, or wait to begin; the one that was asked for first is the first. */
    Future<List<Live>> live(Tx tx) {
        return tx.query(LIVE, AskedStore::toLive, BackfillJob.NAME);
    }

    private static AskedRun toRun(Row row) {
        return new AskedRun(
                row.uuid("id"),
                row.text("job"),
                RunState.valueOf(row.text("state")),
                row.uuidOrNull("parent"),
                row.instantOrNull("finished_at"),
                row.textOrNull("error"));
    }

    private static Live toLive(Row row) {
        String args = row.textOrNull("args");
        return new Live(
                row.uuid("id"),
                row.instant("enqueued_at"),
                args == null ? BackfillArgs.ALL : Wire.decode(args, BackfillArgs.class));
    }
}
