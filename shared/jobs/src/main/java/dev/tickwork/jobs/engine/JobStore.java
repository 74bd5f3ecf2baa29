package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.RunState;
import dev.tickwork.jobs.engine.EndingStore.EndedRun;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes {@code jobs}: which there are, and how they are doing. */
final class JobStore {
    private static final String REGISTER = """
            INSERT INTO jobs AS j (name, alias, aliases, queue, verticle, lost_attempts, definition)
            VALUES ($1, $2, $3::text[], $4, $5, $6, $7::text::jsonb)
            ON CONFLICT (name) DO UPDATE
               SET alias = excluded.alias, aliases = excluded.aliases, queue = excluded.queue,
                   verticle = excluded.verticle, lost_attempts = excluded.lost_attempts,
                   definition = excluded.definition
             WHERE (j.alias, j.aliases, j.queue, j.verticle, j.lost_attempts, j.definition)
                   IS DISTINCT FROM (excluded.alias, excluded.aliases, excluded.queue, excluded.verticle,
                                     excluded.lost_attempts, excluded.definition)
            """;

    private static final String NOTE = """
            WITH doing AS (
                SELECT *
                  FROM unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $4::text[], $5::text[])
                    AS d (job, success_at, failure_at, error_class, error)
            ), locked AS (
                SELECT j.name
                  FROM jobs j
                  JOIN doing d ON d.job = j.name
                 ORDER BY j.name
                   FOR NO KEY UPDATE OF j
            )
            UPDATE jobs j
               SET last_success_at = greatest(j.last_success_at, d.success_at),
                   last_error_class = CASE WHEN d.failure_at >= coalesce(j.last_failure_at, d.failure_at)
                                           THEN d.error_class ELSE j.last_error_class END,
                   last_error = CASE WHEN d.failure_at >= coalesce(j.last_failure_at, d.failure_at)
                                     THEN d.error ELSE j.last_error END,
                   last_failure_at = greatest(j.last_failure_at, d.failure_at)
              FROM doing d
              JOIN locked l ON l.name = d.job
             WHERE j.name = d.job
            """;

    /** Makes a job known, or what it is now. Safe to repeat. */
    Future<Integer> register(Tx tx, JobDefinition job) {
        return tx.execute(
                REGISTER,
                job.name(),
                job.shownName(),
                Column.texts(job.aliases()),
                job.queue().label(),
                job.verticle(),
                job.retry().attemptsWhenLost(),
                DefinitionText.of(job));
    }

    /** Remembers how jobs are doing. */
    Future<Integer> note(Tx tx, List<Doing> doing) {
        return tx.execute(
                NOTE,
                Column.texts(doing, Doing::job),
                Column.instants(doing, Doing::successAt),
                Column.instants(doing, Doing::failureAt),
                Column.texts(
                        doing,
                        one -> one.failure() == null ? null : one.failure().errorClass()),
                Column.texts(
                        doing,
                        one -> one.failure() == null ? null : one.failure().message()));
    }

    /**
     * How a job did lately.
     *
     * @param successAt when one of its runs last succeeded; null when none did
     * @param failureAt when one last failed for good; null when none did
     * @param failure why
     */
    record Doing(
            String job,
            Instant at,
            @Nullable Instant successAt,
            @Nullable Instant failureAt,
            @Nullable Failure failure) {
        static Doing of(EndedRun run) {
            String job = run.identity().job();
            Instant at = run.at();
            return switch (EndingWriter.wished(run.ending())) {
                case SUCCESS -> new Doing(job, at, at, null, null);
                case FAILURE -> new Doing(job, at, null, at, ((Ending.Finished) run.ending()).failure());
                default -> new Doing(job, at, null, null, null);
            };
        }

        static Doing of(SilentEnd end) {
            boolean succeeded = end.state() == RunState.SUCCESS;
            return new Doing(
                    end.job(), end.at(), succeeded ? end.at() : null, succeeded ? null : end.at(), end.failure());
        }

        Doing and(Doing other) {
            boolean failedLater =
                    other.failureAt != null && (failureAt == null || !other.failureAt.isBefore(failureAt));
            return new Doing(
                    job,
                    other.at.isAfter(at) ? other.at : at,
                    later(successAt, other.successAt),
                    failedLater ? other.failureAt : failureAt,
                    failedLater ? other.failure : failure);
        }

        private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
            if (one == null || other == null) {
                return one == null ? other : one;
            }
            return one.isAfter(other) ? one : other;
        }
    }
}
