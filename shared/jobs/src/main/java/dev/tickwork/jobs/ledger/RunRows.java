package dev.tickwork.jobs.ledger;

import dev.tickwork.jobs.RunState;
import dev.tickwork.postgres.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the rows of {@code job_runs}, with what stands beside them. */
final class RunRows {
    private RunRows() {}

    static RunSummary summary(Row row) {
        Instant startedAt = row.instantOrNull("started_at");
        Instant finishedAt = row.instantOrNull("finished_at");
        return new RunSummary(
                row.uuid("id"),
                row.text("job"),
                row.text("queue"),
                row.integer("priority"),
                label(row, "state"),
                row.integer("attempt"),
                row.textOrNull("node"),
                row.instant("enqueued_at"),
                row.instant("run_at"),
                startedAt,
                finishedAt,
                duration(startedAt, finishedAt),
                row.integer("rows_written"),
                row.integer("items_done"),
                row.integer("items_failed"),
                row.textOrNull("skipped"),
                row.textOrNull("error_class"),
                row.textOrNull("error"),
                row.textOrNull("held_reason"),
                row.flag("waits"),
                finishedAt == null && row.instantOrNull("cancel_at") != null,
                row.text("trigger"),
                row.textOrNull("asked_by"),
                row.textOrNull("schedule"),
                row.instantOrNull("fire_at"),
                row.uuidOrNull("parent"),
                row.uuidOrNull("rerun_of"),
                progress(row));
    }

    static RunLink link(Row row) {
        return new RunLink(row.uuid("id"), row.text("job"), label(row, "state"));
    }

    /** Nothing is known any more of a run that was deleted. */
    static RunLink forgotten(UUID run) {
        return new RunLink(run, null, null);
    }

    static String label(Row row, String column) {
        return RunState.valueOf(row.text(column)).label();
    }

    static String lowerCase(Row row, String column) {
        return row.text(column).toLowerCase(Locale.ROOT);
    }

    private static @Nullable Long duration(@Nullable Instant startedAt, @Nullable Instant finishedAt) {
        return startedAt == null || finishedAt == null
                ? null
                : Math.max(0, Duration.between(startedAt, finishedAt).toMillis());
    }

    private static @Nullable Progress progress(Row row) {
        Instant since = row.instantOrNull("progress_since");
        return since == null
                ? null
                : Progress.of(
                        row.number("progress_done"),
                        row.numberOrNull("progress_total"),
                        row.textOrNull("progress_message"),
                        since,
                        row.instant("progress_at"));
    }
}
