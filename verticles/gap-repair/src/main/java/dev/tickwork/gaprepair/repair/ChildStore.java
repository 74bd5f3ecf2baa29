package dev.tickwork.gaprepair.repair;

import dev.tickwork.messages.Wire;
import dev.tickwork.messages.candles.CandlesFetched;
import dev.tickwork.messages.candles.FetchCandles;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads how the children of a run are doing. */
final class ChildStore {
    private static final String CHILDREN = """
            SELECT id, enqueued_at, state IN ('SUCCESS', 'FAILURE', 'REVOKED') AS is_over, state, args::text AS args,
                   result::text AS result, error
              FROM job_runs
             WHERE parent = $1
               AND job = $2
             ORDER BY id
            """;

    /** In the order in which they were asked for; empty before that. */
    Future<List<Child>> of(Tx tx, UUID parent) {
        return tx.query(CHILDREN, ChildStore::child, parent, FetchCandles.JOB);
    }

    private static Child child(Row row) {
        boolean isOver = row.flag("is_over");
        CandlesFetched answer = isOver ? answer(row) : null;
        return new Child(
                row.uuid("id"),
                row.instant("enqueued_at"),
                isOver,
                Wire.decode(row.text("args"), FetchCandles.class),
                answer,
                isOver && answer == null ? error(row) : null);
    }

    private static @Nullable CandlesFetched answer(Row row) {
        String result = row.textOrNull("result");
        return row.text("state").equals("SUCCESS") && result != null ? Wire.decode(result, CandlesFetched.class) : null;
    }

    private static String error(Row row) {
        String error = row.textOrNull("error");
        String state = row.text("state").toLowerCase(Locale.ROOT);
        return error == null ? "the run that asked for it has no answer any more: " + state : error;
    }
}
