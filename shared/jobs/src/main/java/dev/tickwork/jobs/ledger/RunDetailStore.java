package dev.tickwork.jobs.ledger;

import dev.tickwork.jobs.ledger.RunCore.Cancel;
import dev.tickwork.jobs.ledger.RunCore.Payload;
import dev.tickwork.jobs.ledger.RunDetail.Attempt;
import dev.tickwork.jobs.ledger.RunDetail.Item;
import dev.tickwork.jobs.ledger.RunDetail.Relatives;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads all that is known of one run. */
public final class RunDetailStore {
    private static final String RUN = """
            SELECT r.id, r.job, r.queue, r.priority, r.state, r.attempt, coalesce(n.name, r.node) AS node, r.enqueued_at,
                   r.run_at, r.started_at, r.finished_at, r.rows_written, r.items_done, r.items_failed, r.skipped,
                   r.error_class, r.error, r.held_reason, coalesce(q.waits, false) AS waits, r.cancel_at, r.trigger,
                   r.asked_by, r.schedule, r.fire_at, r.parent, r.rerun_of, p.done AS progress_done,
                   p.total AS progress_total, p.message AS progress_message, p.since AS progress_since,
                   p.updated_at AS progress_at, r.args::text AS args, r.result::text AS result, r.had_result,
                   r.cancel_by, r.cancel_reason, r.after_run, q.after_failure
              FROM job_runs r
              LEFT JOIN job_queue q ON q.id = r.id
              LEFT JOIN worker_nodes n ON n.id = r.node
              LEFT JOIN job_progress p ON p.run_id = r.id
             WHERE r.id = $1
            """;
    // The last one of a run that failed is the run's own row, unless it lost its worker.
    private static final String ATTEMPTS = """
            SELECT a.attempt, coalesce(n.name, a.node) AS node, a.started_at, a.ended_at, a.error_class, a.error
              FROM (SELECT attempt, node, started_at, ended_at, error_class, error
                      FROM job_attempts
                     WHERE run_id = $1
                     UNION ALL
                    SELECT h.attempt, h.node, h.started_at, h.finished_at, h.error_class, h.error
                      FROM job_history h
                     WHERE h.id = $1
                       AND h.state = 'FAILURE'
                       AND h.started_at IS NOT NULL
                       AND h.error_class IS NOT NULL
                       AND h.error IS NOT NULL
                       AND NOT EXISTS (SELECT 1 FROM job_attempts b WHERE b.run_id = h.id AND b.attempt = h.attempt)) a
              LEFT JOIN worker_nodes n ON n.id = a.node
             ORDER BY a.attempt
            """;
    private static final String ITEMS = """
            SELECT i.name, i.failure
              FROM job_progress p
             CROSS JOIN LATERAL jsonb_to_recordset(p.items) AS i (name text, failure text)
             WHERE p.run_id = $1
            """;

    private final RelativeStore relatives;
    private final RunLogStore log;

    public RunDetailStore(RunListStore lists, RunLogStore log) {
        this.relatives = new RelativeStore(lists);
        this.log = log;
    }

    /** What the run's own row says; empty when there is none, or no longer. */
    public Future<Optional<RunCore>> core(Tx tx, UUID run) {
        return tx.first(RUN, RunDetailStore::core, run);
    }

    /** All that is known of the run; empty when there is none, or no longer. */
    public Future<Optional<RunDetail>> detail(Tx tx, UUID run) {
        return core(tx, run).compose(core -> core.map(found -> whole(tx, found).map(Optional::of))
                .orElseGet(() -> Future.succeededFuture(Optional.empty())));
    }

    private Future<RunDetail> whole(Tx tx, RunCore core) {
        UUID run = core.summary().id();
        Future<List<Attempt>> attempts = tx.query(ATTEMPTS, RunDetailStore::attempt, run);
        Future<List<Item>> items = tx.query(ITEMS, RunDetailStore::item, run);
        Future<RunDetail.LogTail> tail = log.tail(tx, run);
        Future<Relatives> around = relatives.of(tx, run, core.after());
        return Future.all(attempts, items, tail, around)
                .map(read -> new RunDetail(core, attempts.result(), items.result(), tail.result(), around.result()));
    }

    private static RunCore core(Row row) {
        String result = row.textOrNull("result");
        return new RunCore(
                RunRows.summary(row),
                new Payload(row.textOrNull("args"), result, result == null && row.flag("had_result")),
                cancel(row),
                row.uuidOrNull("after_run"),
                row.flagOrNull("after_failure"));
    }

    private static @Nullable Cancel cancel(Row row) {
        Instant at = row.instantOrNull("cancel_at");
        return at == null ? null : new Cancel(at, row.textOrNull("cancel_by"), row.textOrNull("cancel_reason"));
    }

    private static Attempt attempt(Row row) {
        return new Attempt(
                row.integer("attempt"),
                row.textOrNull("node"),
                row.instantOrNull("started_at"),
                row.instant("ended_at"),
                row.text("error_class"),
                row.text("error"));
    }

    private static Item item(Row row) {
        String failure = row.textOrNull("failure");
        return new Item(row.text("name"), failure == null, failure);
    }
}
