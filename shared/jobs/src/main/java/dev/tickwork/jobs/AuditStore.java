package dev.tickwork.jobs;

import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes {@code job_audit}: who did what to the engine, and why. Rows are only ever added. */
public final class AuditStore {
    private static final String ADD = """
            INSERT INTO job_audit (at, subject, role, action, target, reason, before, after)
            SELECT $1, $2, $3, e.action, e.target, $4, e.before::jsonb, e.after::jsonb
              FROM unnest($5::text[], $6::text[], $7::text[], $8::text[]) WITH ORDINALITY
                AS e (action, target, before, after, place)
             ORDER BY e.place
            """;

    /**
     * Adds what is being done in the same transaction. Not safe to repeat: each call is an entry.
     *
     * @return 1
     */
    public Future<Integer> add(Tx tx, Instant at, By by, Entry entry) {
        return addAll(tx, at, by, List.of(entry));
    }

    /** As {@link #add}, in their order. @return how many */
    public Future<Integer> addAll(Tx tx, Instant at, By by, List<Entry> entries) {
        return tx.execute(
                ADD,
                at,
                by.subject(),
                by.role(),
                by.reason(),
                Column.texts(entries, Entry::action),
                Column.texts(entries, Entry::target),
                Column.texts(entries, Entry::before),
                Column.texts(entries, Entry::after));
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
