package dev.tickwork.jobs;

import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes {@code job_audit}: who did what to the engine, and why. Rows are only ever added. */
public final class AuditStore {
    private static final String ADD = """
            INSERT INTO job_audit (at, subject, role, action, target, reason, before, after)
            VALUES ($1, $2, $3, $4, $5, $6, $7::text::jsonb, $8::text::jsonb)
            """;

    /**
     * Adds what is being done in the same transaction. Not safe to repeat: each call is an entry.
     *
     * @return 1
     */
    public Future<Integer> add(Tx tx, Instant at, By by, Entry entry) {
        return tx.execute(
                ADD,
                at,
                by.subject(),
                by.role(),
                entry.action(),
                entry.target(),
                by.reason(),
                entry.before(),
                entry.after());
    }

    /**
     * What is done to what.
     *
     * @param action such as {@code run.cancel}, {@code schedule.pause}, {@code verticle.redeploy}
     * @param target a run's id, or the name of a job, schedule, queue or verticle
     * @param before how it was, as JSON without secrets; null where that says nothing
     * @param after how it is now, as JSON without secrets; null where that says nothing
     */
    public record Entry(
            String action,
            String target,
            @Nullable String before,
            @Nullable String after) {
        public Entry {
            if (action.isBlank() || target.isBlank()) {
                throw new IllegalArgumentException(
                        "action and target must be named but are '" + action + "' and '" + target + "'");
            }
        }
    }
}
