package dev.tickwork.gaprepair.repair;

import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.UUID;

/** Reads from {@code data_gaps} what a run did. */
final class SummaryStore {
    private static final String SUMMARY = """
            SELECT count(*) FILTER (WHERE detected_run_id = $1 AND NOT is_part) AS found,
                   count(*) FILTER (WHERE repair_run_id = $1 AND state = 'repaired') AS repaired,
                   count(*) FILTER (WHERE repair_run_id = $1 AND state = 'proven-empty') AS proven_empty,
                   count(*) FILTER (WHERE repair_run_id = $1 AND state = 'exchange-down') AS exchange_down,
                   count(*) FILTER (WHERE repair_run_id = $1 AND state = 'missing' AND last_error IS NOT NULL) AS failures,
                   (SELECT count(*) FROM data_gaps WHERE state = 'missing') AS open
              FROM data_gaps
             WHERE detected_run_id = $1
                OR repair_run_id = $1
            """;

    Future<RepairResult> of(Tx tx, UUID runId) {
        return tx.query(SUMMARY, SummaryStore::result, runId).map(rows -> rows.get(0));
    }

    private static RepairResult result(Row row) {
        return new RepairResult(
                row.integer("found"),
                row.integer("repaired"),
                row.integer("proven_empty"),
                row.integer("exchange_down"),
                row.integer("failures"),
                row.integer("open"));
    }
}
