package dev.tickwork.jobs;

import dev.tickwork.domain.Fault;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes {@code job_runs} for one node. Every change of a run demands that the node still holds its attempt. */
final class RunStore {
    private static final String BEAR = """
            INSERT INTO job_runs (id, job, queue, schedule, fire_at, state, attempt, node, run_at, started_at)
            VALUES ($1, $2, $3, $2, $4, 'STARTED', $5, $6, $4, $7)
            ON CONFLICT DO NOTHING
            """;
    private static final String CLAIM_PENDING = """
            WITH ready AS (
                SELECT id
                  FROM job_runs
                 WHERE state = 'PENDING'
                   AND job = ANY($1::text[])
                   AND run_at <= $2
                 ORDER BY run_at
                   FOR UPDATE SKIP LOCKED
            )
            UPDATE job_runs r
               SET state = 'STARTED', node = $3, started_at = $2, held_reason = NULL
              FROM ready
             WHERE r.id = ready.id
            RETURNING r.id, r.job, coalesce(r.fire_at, r.run_at) AS fired_at, r.attempt, r.started_at
            """;
    private static final String NEXT_PENDING = """
            SELECT min(run_at) AS run_at
              FROM job_runs
             WHERE state = 'PENDING'
               AND job = ANY($1::text[])
            """;
    private static final String LOCK = """
            SELECT 1 AS held
              FROM job_runs
             WHERE id = $1
               AND attempt = $2
               AND node = $3
               AND state = 'STARTED'
               FOR NO KEY UPDATE
            """;
    private static final String FINISH = """
            WITH run AS (
                UPDATE job_runs
                   SET state = $4, finished_at = $5, result = $6::text::jsonb, error_class = $7, error = $8
                 WHERE id = $1
                   AND attempt = $2
                   AND node = $3
                   AND state = 'STARTED'
                RETURNING schedule
            ), released AS (
                UPDATE job_schedules s
                   SET held_since = NULL, held_reason = NULL, missed_fires = 0
                  FROM run
                 WHERE s.name = run.schedule
                   AND s.held_since IS NOT NULL
            )
            SELECT 1 AS held
              FROM run
            """;
    private static final String SNOOZE = """
            UPDATE job_runs
               SET state = 'PENDING', run_at = $4, held_reason = $5, node = NULL, started_at = NULL
             WHERE id = $1
               AND attempt = $2
               AND node = $3
               AND state = 'STARTED'
            RETURNING 1 AS held
            """;
    private static final String HOLD = """
            WITH run AS (
                DELETE FROM job_runs
                 WHERE id = $1
                   AND attempt = $2
                   AND node = $3
                   AND state = 'STARTED'
                RETURNING schedule
            ), marked AS (
                UPDATE job_schedules s
                   SET held_since = coalesce(s.held_since, $4), held_reason = $5, missed_fires = s.missed_fires + 1
                  FROM run
                 WHERE s.name = run.schedule
            )
            SELECT 1 AS held
              FROM run
            """;
    private static final String SWEEP = """
            UPDATE job_runs r
               SET state = 'FAILURE', finished_at = $1, error_class = 'lost', error = 'worker lost'
             WHERE r.state = 'STARTED'
               AND ((r.node = $2 AND r.started_at < $3 AND r.id <> ALL($4::uuid[]))
                    OR ($5 AND r.node <> $2 AND NOT EXISTS (
                            SELECT 1
                              FROM worker_nodes n
                             WHERE n.id = r.node
                               AND n.stopped_at IS NULL
                               AND n.seen_at >= $3)))
            RETURNING r.id, r.job, r.attempt, r.started_at,
                      coalesce((SELECT n.name FROM worker_nodes n WHERE n.id = r.node), r.node) AS node
            """;
    private static final String NOTE_GAP = """
            INSERT INTO job_runs (id, job, queue, schedule, state, attempt, node, run_at, started_at, finished_at,
                                  error_class, error)
            VALUES ($1, $2, $3, $2, 'FAILURE', 1, $4, $5, $5, $6, 'lost', $7)
            ON CONFLICT DO NOTHING
            """;

    private final String node;

    RunStore(String node) {
        this.node = node;
    }

    /** Puts a run into the ledger that was started without it; no change when it, or its fire, is there already. */
    Future<Integer> bear(Tx tx, RunIdentity run) {
        return tx.execute(
                BEAR,
                run.id(),
                run.job(),
                run.definition().queue().label(),
                run.firedAt(),
                run.attempt(),
                node,
                run.startedAt());
    }

    /** Takes the pending runs of {@code jobs} whose moment has come; what others take at the same time is left to them. */
    Future<List<PendingRun>> claimPending(Tx tx, Collection<String> jobs, Instant now) {
        return tx.query(CLAIM_PENDING, RunStore::pendingRun, Column.texts(jobs), now, node);
    }

    /** When the next pending run of {@code jobs} may start; empty when none waits. */
    Future<Optional<Instant>> nextPending(Tx tx, Collection<String> jobs) {
        return tx.query(NEXT_PENDING, row -> Optional.ofNullable(row.instantOrNull("run_at")), Column.texts(jobs))
                .map(rows -> rows.get(0));
    }

    /** Holds the run's row until the transaction ends; fails with {@link Fault.Lost} when it is not ours to write. */
    Future<Void> lock(Tx tx, RunIdentity run) {
        return tx.query(LOCK, RunStore::held, run.id(), run.attempt(), node).compose(rows -> requireHeld(run, rows));
    }

    /** Writes how it ended; fails with {@link Fault.Lost} when it is not ours any more. */
    Future<Void> end(Tx tx, RunIdentity run, Ending ending) {
        return ending.match(
                        finished -> finish(tx, run, finished),
                        snoozed -> snooze(tx, run, snoozed),
                        held -> tx.query(HOLD, RunStore::held, run.id(), run.attempt(), node, held.at(), held.reason()))
                .compose(rows -> requireHeld(run, rows));
    }

    /**
     * Fails the runs whose worker is gone: of this node, when it does not know them; of others, when they are silent.
     *
     * @param own the runs that this node has in hand
     * @param silentSince who was not seen since then is gone
     * @param othersToo whether this node may judge others
     */
    Future<List<LostRun>> sweep(Tx tx, Instant now, Collection<UUID> own, Instant silentSince, boolean othersToo) {
        return tx.query(SWEEP, RunStore::lostRun, now, node, silentSince, Column.uuids(own), othersToo);
    }

    /** Leaves a row that says which runs could not be kept; no change when it is there already. */
    Future<Integer> note(Tx tx, Gap gap) {
        return tx.execute(
                NOTE_GAP,
                gap.id(),
                gap.definition().name(),
                gap.definition().queue().label(),
                node,
                gap.from(),
                gap.to(),
                gap.message());
    }

    private Future<List<Integer>> finish(Tx tx, RunIdentity run, Ending.Finished finished) {
        RunResult result = finished.result();
        Failure failure = finished.failure();
        return tx.query(
                FINISH,
                RunStore::held,
                run.id(),
                run.attempt(),
                node,
                finished.state().name(),
                finished.at(),
                result == null ? null : result.json(),
                failure == null ? null : failure.errorClass(),
                failure == null ? null : failure.message());
    }

    private Future<List<Integer>> snooze(Tx tx, RunIdentity run, Ending.Snoozed snoozed) {
        return tx.query(SNOOZE, RunStore::held, run.id(), run.attempt(), node, snoozed.runAt(), snoozed.reason());
    }

    private static Future<Void> requireHeld(RunIdentity run, List<Integer> rows) {
        return rows.isEmpty()
                ? Future.failedFuture(new Fault.Lost("attempt " + run.attempt() + " counts no more"))
                : Future.succeededFuture();
    }

    private static int held(Row row) {
        return row.integer("held");
    }

    private static PendingRun pendingRun(Row row) {
        return new PendingRun(
                row.uuid("id"),
                row.text("job"),
                row.instant("fired_at"),
                row.integer("attempt"),
                row.instant("started_at"));
    }

    private static LostRun lostRun(Row row) {
        return new LostRun(
                row.uuid("id"), row.text("job"), row.integer("attempt"), row.text("node"), row.instant("started_at"));
    }

    /** A run that waited and is now ours. */
    record PendingRun(UUID id, String job, Instant firedAt, int attempt, Instant startedAt) {}

    /** A run whose worker is gone, as it is recorded now. */
    record LostRun(UUID id, String job, int attempt, String node, Instant startedAt) {}
}
