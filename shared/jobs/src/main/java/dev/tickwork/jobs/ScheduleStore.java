package dev.tickwork.jobs;

import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and writes {@code job_schedules} for one node, and bears the runs of the fires that it claims. */
final class ScheduleStore {
    private static final String REGISTER = """
            INSERT INTO job_schedules AS s (name, job, alias, queue, every_ms, effective_ms, next_fire_at)
            VALUES ($1, $1, $2, $3, $4, $4, $5)
            ON CONFLICT (name) DO UPDATE
               SET alias = excluded.alias,
                   queue = excluded.queue,
                   every_ms = excluded.every_ms,
                   next_fire_at = least(s.next_fire_at, $6)
            RETURNING name, next_fire_at, claimed_by
            """;
    private static final String LOAD = """
            SELECT name, next_fire_at, claimed_by
              FROM job_schedules
             WHERE name = ANY($1::text[])
            """;
    private static final String CLAIM = """
            WITH wanted AS (
                SELECT *
                  FROM unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $4::bigint[], $5::text[], $6::uuid[])
                    AS w (schedule, fire_at, next_fire_at, effective_ms, effective_reason, run_id)
            ), locked AS (
                SELECT s.name
                  FROM job_schedules s
                  JOIN wanted w ON w.schedule = s.name AND w.fire_at = s.next_fire_at
                 ORDER BY s.name
                   FOR UPDATE OF s SKIP LOCKED
            ), busy AS (
                SELECT DISTINCT job
                  FROM job_runs
                 WHERE state IN ('PENDING', 'STARTED', 'RETRY')
                   AND job = ANY($1::text[])
            ), claimed AS (
                UPDATE job_schedules s
                   SET next_fire_at = w.next_fire_at,
                       effective_ms = w.effective_ms,
                       effective_reason = w.effective_reason,
                       claimed_by = $7,
                       claimed_at = $8,
                       skipped_fires = s.skipped_fires + (b.job IS NOT NULL)::integer
                  FROM wanted w
                  JOIN locked l ON l.name = w.schedule
                  LEFT JOIN busy b ON b.job = w.schedule
                 WHERE s.name = w.schedule
                RETURNING s.name, s.job, s.queue, w.fire_at, w.run_id, b.job IS NULL AS is_free
            ), born AS (
                INSERT INTO job_runs (id, job, queue, schedule, fire_at, state, attempt, node, run_at, started_at)
                SELECT c.run_id, c.job, c.queue, c.name, c.fire_at, 'STARTED', 1, $7, c.fire_at, $8
                  FROM claimed c
                 WHERE c.is_free
                ON CONFLICT (schedule, fire_at) DO NOTHING
                RETURNING id
            )
            SELECT c.run_id, b.id IS NOT NULL AS is_born
              FROM claimed c
              LEFT JOIN born b ON b.id = c.run_id
            """;
    private static final String CATCH_UP = """
            UPDATE job_schedules s
               SET next_fire_at = w.next_fire_at,
                   claimed_by = $4,
                   claimed_at = w.claimed_at,
                   skipped_fires = s.skipped_fires + w.skipped_fires
              FROM unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $5::bigint[])
                AS w (schedule, next_fire_at, claimed_at, skipped_fires)
             WHERE s.name = w.schedule
               AND s.next_fire_at < w.next_fire_at
            """;

    private final String node;

    ScheduleStore(String node) {
        this.node = node;
    }

    /**
     * Makes a schedule known, due at once; of one that is known, what the definition says now.
     *
     * @param latest its next fire is not later, whatever the clock was when it was planned
     */
    Future<Planned> register(Tx tx, JobDefinition definition, Instant now, Instant latest) {
        return tx.query(
                        REGISTER,
                        ScheduleStore::planned,
                        definition.name(),
                        definition.shownName(),
                        definition.queue().label(),
                        definition.schedule().wish().toMillis(),
                        now,
                        latest)
                .map(rows -> rows.get(0));
    }

    /** How the schedules of {@code jobs} stand; those that are not registered are absent. */
    Future<List<Planned>> load(Tx tx, Collection<String> jobs) {
        return tx.query(LOAD, ScheduleStore::planned, Column.texts(jobs));
    }

    /**
     * Claims the fires that nobody else claimed: moves their schedules on and puts their runs into the ledger, started.
     *
     * @param fires at most one of a schedule
     * @return those that are ours; one without a run was skipped because the run before is not finished
     */
    Future<List<Claimed>> claim(Tx tx, Collection<Fire> fires, Instant now) {
        return tx.query(
                CLAIM,
                row -> new Claimed(row.uuid("run_id"), row.flag("is_born")),
                Column.texts(fires, Fire::schedule),
                Column.instants(fires, Fire::fireAt),
                Column.instants(fires, Fire::nextFireAt),
                Column.numbers(fires, fire -> fire.cadence().every().toMillis()),
                Column.texts(fires, fire -> fire.cadence().reason()),
                Column.uuids(fires, Fire::runId),
                node,
                now);
    }

    /** Moves schedules on that were fired from memory, unless somebody else has moved them further. */
    Future<Integer> catchUp(Tx tx, Collection<StartedJob> jobs) {
        return tx.execute(
                CATCH_UP,
                Column.texts(jobs, StartedJob::name),
                Column.instants(jobs, StartedJob::nextFireAt),
                Column.instants(jobs, StartedJob::lastStarted),
                node,
                Column.numbers(jobs, StartedJob::skippedInMemory));
    }

    private static Planned planned(Row row) {
        return new Planned(row.text("name"), row.instant("next_fire_at"), row.textOrNull("claimed_by"));
    }

    /** How a schedule stands. */
    record Planned(
            String schedule, Instant nextFireAt, @Nullable String claimedBy) {}

    /** A fire that is ours. */
    record Claimed(UUID runId, boolean isBorn) {}
}
