package dev.tickwork.runtime.retention;

import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads how far Postgres is with {@code VACUUM} and {@code ANALYZE}.
 *
 * @see <a href="https://www.postgresql.org/docs/17/progress-reporting.html">Progress reporting</a>
 */
final class VacuumStore {
    private static final String SESSION = """
            SELECT pg_backend_pid() AS session
            """;
    private static final String STEP = """
            SELECT p.relid::regclass::text AS relation, p.phase, p.heap_blks_scanned AS done, p.heap_blks_total AS total
              FROM pg_stat_progress_vacuum p
             WHERE p.pid = $1
             UNION ALL
            SELECT p.relid::regclass::text, p.phase, p.sample_blks_scanned, p.sample_blks_total
              FROM pg_stat_progress_analyze p
             WHERE p.pid = $1
            """;

    /** By which number Postgres knows the connection. */
    Future<Integer> session(Tx tx) {
        return tx.query(SESSION, row -> row.integer("session")).map(rows -> rows.get(0));
    }

    /** What a connection is at; empty while it does neither. */
    Future<Optional<Step>> step(Tx tx, int session) {
        return tx.first(STEP, VacuumStore::step, session);
    }

    private static Step step(Row row) {
        return new Step(row.text("relation"), row.text("phase"), row.number("done"), row.numberOrNull("total"));
    }

    /**
     * A moment of it.
     *
     * @param relation the table, or one that belongs to it
     * @param phase in Postgres' words
     * @param done blocks of 8 kB that it has looked at
     * @param total how many there are
     */
    record Step(
            String relation,
            String phase,
            long done,
            @Nullable Long total) {}
}
