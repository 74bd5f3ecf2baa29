package dev.tickwork.jobs.engine;

import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts runs into {@code job_queue} that hang on others: children, chains, runs with a unique key, reruns. */
final class FamilyStore {
    private static final String ADD = """
            WITH wanted AS (
                SELECT w.*, j.queue
                  FROM unnest($1::uuid[], $2::text[], $3::integer[], $4::timestamptz[], $5::text[], $6::text[],
                              $7::text[], $8::uuid[], $9::uuid[], $10::boolean[], $11::boolean[], $12::text[],
                              $13::uuid[], $16::text[])
                    AS w (id, job, priority, run_at, trigger, asked_by, args, parent, after_run, after_failure,
                          is_awaited, unique_key, rerun_of, schedule)
                  JOIN jobs j ON j.name = w.job
            ), added AS (
                INSERT INTO job_queue (id, job, queue, priority, state, enqueued_at, run_at, is_ready, waits, held_reason,
                                       trigger, asked_by, args, parent, after_run, after_failure, is_awaited,
                                       unique_key, rerun_of, schedule)
                SELECT id, job, queue, priority, 'PENDING', $14, run_at, after_run IS NULL AND run_at <= $14,
                       after_run IS NOT NULL,
                       CASE WHEN after_run IS NOT NULL THEN 'waits for the run before it' END, trigger, asked_by,
                       args::jsonb, parent, after_run, after_failure, is_awaited, unique_key, rerun_of, schedule
                  FROM wanted
                RETURNING job, is_ready, waits
            ), told AS (
                SELECT pg_notify($15, news.word)::text AS told
                  FROM (SELECT 'ready ' || string_agg(DISTINCT job, ' ') AS word
                          FROM added
                         WHERE is_ready
                        HAVING count(*) > 0
                         UNION ALL
                        SELECT 'delayed'
                          FROM added
                         WHERE NOT is_ready
                           AND NOT waits
                        HAVING count(*) > 0) news
            )
            SELECT (SELECT count(*) FROM added) AS added, (SELECT count(told) FROM told) AS told
            """;

    private static final String COUNT_CHILDREN = """
            UPDATE job_queue
               SET open_children = open_children + $2
             WHERE id = $1
               AND cancel_at IS NULL
            """;

    /** Adds runs and tells all nodes. @return how many; a run of a job that nobody ever served is not added */
    Future<Integer> add(Tx tx, List<Member> runs, Instant now) {
        if (runs.isEmpty()) {
            return Future.succeededFuture(0);
        }
        return tx.query(
                        ADD,
                        row -> row.integer("added"),
                        Column.uuids(runs, member -> member.run().id()),
                        Column.texts(runs, member -> member.run().job()),
                        Column.integers(runs, member -> member.run().priority()),
                        Column.instants(runs, member -> member.run().runAt()),
                        Column.texts(
                                runs, member -> member.run().origin().trigger().label()),
                        Column.texts(runs, member -> member.run().origin().askedBy()),
                        Column.texts(runs, member -> member.run().arguments()),
                        Column.uuids(runs, Member::parent),
                        Column.uuids(runs, Member::afterRun),
                        Column.flags(runs, Member::afterFailure),
                        Column.flags(runs, Member::isAwaited),
                        Column.texts(runs, Member::uniqueKey),
                        Column.uuids(runs, Member::rerunOf),
                        now,
                        NodeEngine.CHANNEL,
                        Column.texts(runs, Member::schedule))
                .map(rows -> rows.get(0));
    }

    /** A run has so many more children that are not over; 0 when it is to stop, so that it gets no more. */
    Future<Integer> countChildren(Tx tx, UUID parent, int more) {
        return tx.execute(COUNT_CHILDREN, parent, more);
    }

    /**
     * A run that hangs on others.
     *
     * @param parent whose child it is; null for none
     * @param afterRun waits until that one is over; null for none
     * @param afterFailure goes on although that one did not succeed
     * @param isAwaited something waits for its end
     * @param uniqueKey the key that it holds; null for none
     * @param rerunOf which run it is again; null for none
     * @param schedule for which it was asked, without being its fire; null for none
     */
    record Member(
            NewRun run,
            @Nullable UUID parent,
            @Nullable UUID afterRun,
            boolean afterFailure,
            boolean isAwaited,
            @Nullable String uniqueKey,
            @Nullable UUID rerunOf,
            @Nullable String schedule) {
        static Member alone(NewRun run) {
            return new Member(run, null, null, false, false, null, null, null);
        }

        Member childOf(@Nullable UUID other) {
            return new Member(
                    run, other, afterRun, afterFailure, isAwaited || other != null, uniqueKey, rerunOf, schedule);
        }

        Member after(@Nullable UUID before, boolean evenIfFailed) {
            return new Member(run, parent, before, evenIfFailed, isAwaited, uniqueKey, rerunOf, schedule);
        }

        Member awaited() {
            return new Member(run, parent, afterRun, afterFailure, true, uniqueKey, rerunOf, schedule);
        }

        Member holding(String key) {
            return new Member(run, parent, afterRun, afterFailure, isAwaited, key, rerunOf, schedule);
        }

        Member by(String name) {
            return new Member(run, parent, afterRun, afterFailure, isAwaited, uniqueKey, rerunOf, name);
        }

        Member again(@Nullable UUID other) {
            return new Member(run, parent, afterRun, afterFailure, isAwaited, uniqueKey, other, schedule);
        }
    }
}
