package dev.tickwork.runtime.jobs;

import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Reads from the ledger which tasks are over; the engine is its only writer. */
final class CeleryTaskStore {
    // No index goes by the end: the newest of each job are looked at.
    private static final String ENDED_SINCE = """
            SELECT ended.id
              FROM unnest($1::text[]) AS wanted (job)
             CROSS JOIN LATERAL (
                   SELECT id, trigger, finished_at
                     FROM job_history
                    WHERE job = wanted.job
                    ORDER BY id DESC
                    LIMIT 2000) ended
             WHERE ended.trigger = $2
               AND ended.finished_at >= $3
             ORDER BY ended.id DESC
             LIMIT 1000
            """;

    /** Runs of these jobs that came about in this way and have ended since then, newest first; 1000 at most. */
    Future<List<UUID>> endedSince(Tx tx, Collection<String> jobs, String trigger, Instant since) {
        return tx.query(ENDED_SINCE, row -> row.uuid("id"), Column.texts(jobs), trigger, since);
    }
}
