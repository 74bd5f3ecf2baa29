package dev.tickwork.runtime.retention;

import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** Writes {@code retention_policies}, and tells which rooms can be asked now. */
final class PolicyStore {
    private static final String SAVE = """
            INSERT INTO retention_policies (table_name, type, job, kept_days, is_floor)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (table_name) DO UPDATE
               SET type = excluded.type,
                   job = excluded.job,
                   kept_days = excluded.kept_days,
                   is_floor = excluded.is_floor
             WHERE (retention_policies.type, retention_policies.job, retention_policies.kept_days,
                    retention_policies.is_floor)
                   IS DISTINCT FROM (excluded.type, excluded.job, excluded.kept_days, excluded.is_floor)
            """;

    private static final String ALL = """
            SELECT p.table_name, p.type, p.job,
                   EXISTS (SELECT 1
                             FROM worker_nodes n
                            WHERE n.seen_at > $1
                              AND n.stopped_at IS NULL
                              AND jsonb_exists(n.jobs, p.job)) AS is_served
              FROM retention_policies p
             ORDER BY p.type, p.table_name
            """;

    /**
     * A table that some room retains.
     *
     * @param job the one that cleans it
     * @param isServed whether a living node runs that job
     */
    record Room(String table, String type, String job, boolean isServed) {}

    /** @return 1 when it was unknown or has changed */
    Future<Integer> save(Tx tx, RetentionPolicy policy) {
        return tx.execute(
                SAVE, policy.table(), policy.type(), policy.retentionJob(), policy.keptDays(), policy.isFloor());
    }

    /** Every table that any room ever retained, by type. @param silentSince nodes not seen since then do not live */
    Future<List<Room>> rooms(Tx tx, Instant silentSince) {
        return tx.query(ALL, PolicyStore::room, silentSince);
    }

    private static Room room(Row row) {
        return new Room(row.text("table_name"), row.text("type"), row.text("job"), row.flag("is_served"));
    }
}
