package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.JobStatus;
import dev.tickwork.jobs.LastError;
import dev.tickwork.jobs.cron.Overdue;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads how the jobs of all nodes are doing. */
final class StatusStore {
    private static final Duration LOOKED_BACK = Duration.ofHours(1);
    private static final String STATUS = """
            SELECT s.name, s.job, s.alias,
                   CASE WHEN s.wished_cron IS NULL THEN coalesce(s.wished_every_ms, s.every_ms) END AS every_ms,
                   s.effective_ms, s.effective_reason, s.next_fire_at,
                   coalesce(holder.name, s.claimed_by) AS node, s.claimed_at, s.skipped_fires, s.held_since,
                   s.held_reason, s.missed_fires, s.paused_at, s.paused_until, s.paused_reason,
                   living.nodes > 0 AS is_alive, living.degraded,
                   j.last_success_at AS last_success, j.last_failure_at AS failed_at, j.last_error_class AS error_class,
                   j.last_error AS error, waiting.run_at AS waits_until, waiting.held_reason AS waits_reason,
                   hour.runs, hour.error_rate, hour.average_ms
              FROM job_schedules s
              JOIN jobs j ON j.name = s.job
              LEFT JOIN worker_nodes holder ON holder.id = s.claimed_by
             CROSS JOIN LATERAL (
                    SELECT count(*) AS nodes,
                           string_agg(n.name || ': ' || (n.jobs ->> s.job), '; ' ORDER BY n.name) AS degraded
                      FROM worker_nodes n
                     WHERE n.stopped_at IS NULL
                       AND n.seen_at >= $1
                       AND n.jobs ? s.job) living
              LEFT JOIN LATERAL (
                    SELECT r.run_at, r.held_reason
                      FROM job_queue r
                     WHERE r.schedule = s.name
                       AND r.state <> 'STARTED'
                     ORDER BY r.run_at
                     LIMIT 1) waiting ON TRUE
             CROSS JOIN LATERAL (
                    SELECT count(*) AS runs,
                           avg((r.state = 'FAILURE')::integer)::float8 AS error_rate,
                           round(avg(extract(epoch FROM r.finished_at - r.started_at)) * 1000) AS average_ms
                      FROM (SELECT h.state, h.started_at, h.finished_at
                              FROM job_history h
                             WHERE h.job = s.job
                               AND h.id >= $3
                               AND h.state IN ('SUCCESS', 'FAILURE')
                             ORDER BY h.id DESC
                             LIMIT 10000) r
                     WHERE r.finished_at >= $2) hour
             ORDER BY s.name
            """;

    /**
     * Every schedule that was ever registered, by name.
     *
     * @param silentSince a node not seen since then is dead
     */
    Future<List<JobStatus>> all(Tx tx, Instant now, Instant silentSince) {
        return tx.query(
                STATUS,
                row -> status(row, now),
                silentSince,
                now.minus(LOOKED_BACK),
                RunIds.firstOf(now.minus(LOOKED_BACK.multipliedBy(2))));
    }

    // Of a cron expression, the interval is the distance of its next two fires.
    private static JobStatus status(Row row, Instant now) {
        Duration effective = Duration.ofMillis(row.number("effective_ms"));
        Instant pausedUntil = row.instantOrNull("paused_until");
        boolean paused = row.instantOrNull("paused_at") != null && (pausedUntil == null || pausedUntil.isAfter(now));
        Long every = row.numberOrNull("every_ms");
        boolean overdue = !paused && Overdue.is(row.instant("next_fire_at"), every == null ? null : effective, now);
        Instant heldSince = row.instantOrNull("held_since");
        return new JobStatus(
                row.text("alias"),
                row.flag("is_alive") && heldSince == null && !overdue && !paused,
                (every == null ? effective : Duration.ofMillis(every)).toSeconds(),
                row.text("job"),
                effective.toSeconds(),
                row.textOrNull("effective_reason"),
                row.textOrNull("node"),
                row.instantOrNull("claimed_at"),
                row.instantOrNull("last_success"),
                lastError(row),
                row.instant("next_fire_at"),
                overdue,
                row.number("runs"),
                row.realOrNull("error_rate"),
                row.numberOrNull("average_ms"),
                row.number("skipped_fires"),
                heldSince,
                row.textOrNull("held_reason"),
                row.number("missed_fires"),
                row.instantOrNull("waits_until"),
                row.textOrNull("waits_reason"),
                row.textOrNull("degraded"));
    }

    private static @Nullable LastError lastError(Row row) {
        Instant at = row.instantOrNull("failed_at");
        return at == null ? null : new LastError(at, row.text("error_class"), row.text("error"));
    }
}
