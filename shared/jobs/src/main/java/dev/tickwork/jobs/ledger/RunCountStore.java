package dev.tickwork.jobs.ledger;

import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;

/** Counts runs. The history is never counted whole: what ended lately is counted among its newest rows. */
public final class RunCountStore {
    private static final String UNFINISHED = """
            SELECT job, queue,
                   count(*) FILTER (WHERE state = 'PENDING') AS pending,
                   count(*) FILTER (WHERE state = 'RETRY') AS retry,
                   count(*) FILTER (WHERE kind = 'ready') AS ready,
                   count(*) FILTER (WHERE kind = 'later') AS later,
                   count(*) FILTER (WHERE kind = 'running') AS running,
                   count(*) FILTER (WHERE kind = 'retrying') AS retrying,
                   count(*) FILTER (WHERE kind = 'held') AS held
              FROM (SELECT job, queue, state,
                           CASE WHEN state = 'STARTED' THEN 'running'
                                WHEN waits THEN 'held'
                                WHEN run_at <= $1 THEN 'ready'
                                WHEN state = 'RETRY' THEN 'retrying'
                                WHEN held_reason IS NOT NULL THEN 'held'
                                ELSE 'later'
                           END AS kind
                      FROM job_queue) kinds
             GROUP BY job, queue
             ORDER BY job, queue
            """;
    private static final String ENDED = """
            SELECT count(*) FILTER (WHERE state = 'SUCCESS' AND finished_at >= $1) AS hour_success,
                   count(*) FILTER (WHERE state = 'FAILURE' AND finished_at >= $1) AS hour_failure,
                   count(*) FILTER (WHERE state = 'REVOKED' AND finished_at >= $1) AS hour_revoked,
                   count(*) < 50000 OR min(enqueued_at) < $1 AS hour_is_exact,
                   count(*) FILTER (WHERE state = 'SUCCESS' AND finished_at >= $2) AS day_success,
                   count(*) FILTER (WHERE state = 'FAILURE' AND finished_at >= $2) AS day_failure,
                   count(*) FILTER (WHERE state = 'REVOKED' AND finished_at >= $2) AS day_revoked,
                   count(*) < 50000 OR min(enqueued_at) < $2 AS day_is_exact
              FROM (SELECT state, finished_at, enqueued_at
                      FROM job_history
                     ORDER BY id DESC
                     LIMIT 50000) newest
            """;

    /** The runs that are not over, at {@code now}. */
    public Future<Unfinished> unfinished(Tx tx, Instant now) {
        return tx.query(UNFINISHED, RunCountStore::count, now).map(Unfinished::new);
    }

    /**
     * The runs that ended lately.
     *
     * @param hour in the last hour
     * @param day in the last day
     */
    public record Lately(EndedCounts hour, EndedCounts day) {}

    /** The runs that ended in the hour and the day before {@code now}, of the newest 50,000. */
    public Future<Lately> lately(Tx tx, Instant now) {
        return tx.query(ENDED, RunCountStore::lately, now.minus(Duration.ofHours(1)), now.minus(Duration.ofDays(1)))
                .map(rows -> rows.get(0));
    }

    private static Unfinished.Count count(Row row) {
        var waiting = new WaitingCounts(
                row.number("ready"),
                row.number("later"),
                row.number("running"),
                row.number("retrying"),
                row.number("held"));
        return new Unfinished.Count(
                row.text("job"), row.text("queue"), row.number("pending"), row.number("retry"), waiting);
    }

    private static Lately lately(Row row) {
        return new Lately(ended(row, "hour_"), ended(row, "day_"));
    }

    private static EndedCounts ended(Row row, String when) {
        return new EndedCounts(
                row.number(when + "success"),
                row.number(when + "failure"),
                row.number(when + "revoked"),
                row.flag(when + "is_exact"));
    }
}
