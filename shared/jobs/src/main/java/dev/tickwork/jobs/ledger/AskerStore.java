package dev.tickwork.jobs.ledger;

import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads in whose name a run goes on. */
public final class AskerStore {
    // What was run again is whoever's who ran it again; as what, the audit of that says.
    private static final String ASKER = """
            SELECT q.asked_by, a.role, a.reason
              FROM job_queue q
              LEFT JOIN job_audit a
                     ON a.target = q.rerun_of::text
                    AND a.action = 'run.rerun'
                    AND a.after ->> 'run' = q.id::text
             WHERE q.id = $1
            """;

    /**
     * Who asked for a run.
     *
     * @param subject null for the system itself
     * @param role as what, when they ran again what had run before; else null
     * @param reason why they did so; null when they did not say, or did not do so
     */
    public record Asker(
            @Nullable String subject,
            @Nullable String role,
            @Nullable String reason) {}

    /** Who asked for a run that goes on; empty when it does not, or no longer. */
    public Future<Optional<Asker>> of(Tx tx, UUID run) {
        return tx.first(ASKER, AskerStore::asker, run);
    }

    private static Asker asker(Row row) {
        return new Asker(row.textOrNull("asked_by"), row.textOrNull("role"), row.textOrNull("reason"));
    }
}
