package dev.tickwork.jobs.engine;

import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Row;
import dev.tickwork.testservers.Await;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables of the engine, as a test looks at them. */
final class Ledger {
    private static final String RUNS = """
            SELECT id, job, queue, schedule, fire_at, state, attempt, node, run_at, started_at, finished_at,
                   held_reason, result::text AS result, rows_written, items_failed, skipped, error, error_class
              FROM job_runs
             ORDER BY coalesce(fire_at, started_at), id
            """;
    private static final String COUNT = """
            SELECT count(*) AS runs
              FROM job_runs
            """;
    private static final String SCHEDULE = """
            SELECT next_fire_at, claimed_by, skipped_fires, held_since, held_reason, missed_fires, effective_ms,
                   effective_reason
              FROM job_schedules
             WHERE name = $1
            """;
    private static final String SEEN = """
            SELECT seen_at, stopped_at
              FROM worker_nodes
             WHERE id = $1
            """;
    private static final String WRITES = """
            SELECT pg_current_xact_id()::text AS xid
            """;

    private final Database database;

    Ledger(Database database) {
        this.database = database;
    }

    List<LedgerRun> runs() {
        return Await.done(database.read(tx -> tx.query(RUNS, Ledger::run)));
    }

    int count() {
        return Await.done(database.read(tx -> tx.query(COUNT, row -> row.integer("runs"))))
                .get(0);
    }

    /** One run as it stands; the test fails when there is none. */
    LedgerRun run(UUID id) {
        return runs().stream().filter(run -> run.id().equals(id)).findFirst().orElseThrow();
    }

    String state(UUID id) {
        return run(id).state();
    }

    /** The column {@code said} of whatever a statement answers. */
    List<String> said(String sql, Object... args) {
        return Await.done(database.read(tx -> tx.query(sql, row -> row.text("said"), args)));
    }

    List<String> states() {
        return runs().stream().map(LedgerRun::state).toList();
    }

    /** How many have ended for good. */
    long ended() {
        return runs().stream().filter(run -> run.finishedAt() != null).count();
    }

    LedgerSchedule schedule() {
        return Await.done(database.read(tx -> tx.query(SCHEDULE, Ledger::schedule, "price-fetch")))
                .get(0);
    }

    /** When a node was seen last; null when it never was. */
    @Nullable
    Instant seenAt(String node) {
        return Await.done(database.read(tx -> tx.query(SEEN, row -> row.instant("seen_at"), node))).stream()
                .findFirst()
                .orElse(null);
    }

    boolean hasStopped(String node) {
        return Await.done(database.read(tx -> tx.query(SEEN, row -> row.instantOrNull("stopped_at") != null, node)))
                .contains(true);
    }

    /** Grows by one with each transaction that writes. */
    long transactions() {
        return Await.done(database.write(tx -> tx.query(WRITES, row -> Long.parseLong(row.text("xid")))))
                .get(0);
    }

    private static LedgerRun run(Row row) {
        return new LedgerRun(
                row.uuid("id"),
                row.text("state"),
                row.instantOrNull("fire_at"),
                row.integer("attempt"),
                row.textOrNull("node"),
                row.instant("run_at"),
                row.instantOrNull("started_at"),
                row.instantOrNull("finished_at"),
                row.textOrNull("held_reason"),
                row.textOrNull("result"),
                row.integer("rows_written"),
                row.integer("items_failed"),
                row.textOrNull("skipped"),
                row.textOrNull("error"),
                row.textOrNull("error_class"));
    }

    private static LedgerSchedule schedule(Row row) {
        return new LedgerSchedule(
                row.instant("next_fire_at"),
                row.textOrNull("claimed_by"),
                row.number("skipped_fires"),
                row.instantOrNull("held_since"),
                row.textOrNull("held_reason"),
                row.number("missed_fires"),
                row.number("effective_ms"),
                row.textOrNull("effective_reason"));
    }

    record LedgerRun(
            UUID id,
            String state,
            @Nullable Instant fireAt,
            int attempt,
            @Nullable String node,
            Instant runAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String heldReason,
            @Nullable String result,
            int rowsWritten,
            int itemsFailed,
            @Nullable String skipped,
            @Nullable String error,
            @Nullable String errorClass) {}

    record LedgerSchedule(
            Instant nextFireAt,
            @Nullable String claimedBy,
            long skippedFires,
            @Nullable Instant heldSince,
            @Nullable String heldReason,
            long missedFires,
            long effectiveMillis,
            @Nullable String effectiveReason) {}
}
