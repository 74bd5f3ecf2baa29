package dev.tickwork.jobs.notices;

import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads and writes {@code job_incidents}. */
final class IncidentStore {
    // A run that is told of twice, because nobody knows whether the first time was committed, counts once.
    private static final String COUNT = """
            INSERT INTO job_incidents AS i
                   (id, job, began_at, last_at, failures, error_class, last_error, first_run_id, last_run_id, node)
            VALUES ($1, $2, $3, $3, 1, $4, $5, $6, $6, $7)
            ON CONFLICT (job) WHERE resolved_at IS NULL DO UPDATE
               SET last_at = excluded.last_at,
                   failures = i.failures + (i.last_run_id <> excluded.last_run_id)::integer,
                   error_class = excluded.error_class,
                   last_error = excluded.last_error,
                   last_run_id = excluded.last_run_id,
                   node = excluded.node
            RETURNING id, job, began_at, last_at, failures, error_class, last_error, first_run_id, last_run_id, node,
                      notices, told_at, resolved_at, resolved_by
            """;
    private static final String TELL = """
            UPDATE job_incidents
               SET notices = notices + 1,
                   told_at = $2,
                   opened_at = coalesce(opened_at, $2)
             WHERE id = $1
            RETURNING id, job, began_at, last_at, failures, error_class, last_error, first_run_id, last_run_id, node,
                      notices, told_at, resolved_at, resolved_by
            """;
    // Whoever resolves it at this moment comes first: the statement after this one sees what it did.
    private static final String LOCK = """
            SELECT id
              FROM job_incidents
             WHERE job = $1
               AND (resolved_at IS NULL OR resolved_at > $2)
             ORDER BY id
               FOR NO KEY UPDATE
            """;
    private static final String REOPEN = """
            UPDATE job_incidents
               SET resolved_at = NULL,
                   resolved_by = NULL
             WHERE id = (SELECT id
                           FROM job_incidents
                          WHERE job = $1
                            AND resolved_at > $2
                          ORDER BY resolved_at DESC
                          LIMIT 1)
               AND resolved_at > $2
               AND NOT EXISTS (SELECT 1 FROM job_incidents WHERE job = $1 AND resolved_at IS NULL)
            RETURNING id
            """;
    private static final String RESOLVE = """
            UPDATE job_incidents
               SET notices = notices + 1,
                   resolved_at = $2,
                   resolved_by = $3
             WHERE job = $1
               AND resolved_at IS NULL
               AND opened_at IS NOT NULL
            RETURNING id, job, began_at, last_at, failures, error_class, last_error, first_run_id, last_run_id, node,
                      notices, told_at, resolved_at, resolved_by
            """;
    private static final String FORGET = """
            DELETE FROM job_incidents
             WHERE job = $1
               AND opened_at IS NULL
            """;
    private static final String UNRESOLVED = """
            SELECT job
              FROM job_incidents
             WHERE resolved_at IS NULL
            """;
    private static final String DELETE_RESOLVED = """
            DELETE FROM job_incidents
             WHERE resolved_at < $1
            """;

    /**
     * Counts a failure in the job's incident, which begins with it when there is none, and locks that until the
     * transaction ends. Safe to repeat.
     *
     * @param id of the incident, if it begins
     */
    Future<Incident> count(Tx tx, UUID id, FailedRun run) {
        return tx.query(
                        COUNT,
                        IncidentStore::incident,
                        id,
                        run.job(),
                        run.at(),
                        run.errorClass(),
                        run.error(),
                        run.run(),
                        run.node())
                .map(rows -> rows.get(0));
    }

    /** Lets the job's incident go on that was resolved last, if after a moment; empty when there is none, or it goes on. */
    Future<Optional<UUID>> reopen(Tx tx, String job, Instant after) {
        return tx.query(LOCK, row -> row.uuid("id"), job, after)
                .compose(held -> held.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : tx.first(REOPEN, row -> row.uuid("id"), job, after));
    }

    /** Notes that somebody is told of it now. */
    Future<Incident> tell(Tx tx, UUID id, Instant at) {
        return tx.query(TELL, IncidentStore::incident, id, at).map(rows -> rows.get(0));
    }

    /** Ends the job's incident of which people know; empty when there is none. */
    Future<Optional<Incident>> resolve(Tx tx, String job, UUID run, Instant at) {
        return tx.first(RESOLVE, IncidentStore::incident, job, at, run);
    }

    /** Drops the job's suspicion. @return how many there were, 0 or 1 */
    Future<Integer> forget(Tx tx, String job) {
        return tx.execute(FORGET, job);
    }

    /** The jobs that have failed since their last success. */
    Future<Set<String>> unresolved(Tx tx) {
        return tx.query(UNRESOLVED, row -> row.text("job")).map(Set::copyOf);
    }

    /** Deletes what was resolved before a moment, with its notices. @return how many incidents */
    Future<Integer> deleteResolved(Tx tx, Instant before) {
        return tx.execute(DELETE_RESOLVED, before);
    }

    private static Incident incident(Row row) {
        return new Incident(
                row.uuid("id"),
                row.text("job"),
                row.instant("began_at"),
                row.instant("last_at"),
                row.number("failures"),
                row.text("error_class"),
                row.text("last_error"),
                row.uuid("first_run_id"),
                row.uuid("last_run_id"),
                row.text("node"),
                row.integer("notices"),
                row.instantOrNull("told_at"),
                row.instantOrNull("resolved_at"),
                row.uuidOrNull("resolved_by"));
    }
}
