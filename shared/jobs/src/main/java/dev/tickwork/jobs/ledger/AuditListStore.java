package dev.tickwork.jobs.ledger;

import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists who did what to the engine, newest first; looks at a bounded number of entries for each page. */
public final class AuditListStore {
    private static final String AMONG_ALL = """
            SELECT id, at, subject, role, action, target, reason, before::text AS before, after::text AS after, fits,
                   place = 10000 AS is_bound
              FROM (SELECT id, at, subject, role, action, target, reason, before, after,
                           row_number() OVER (ORDER BY id DESC) AS place,
                           (($2::text IS NULL OR subject = $2)
                            AND ($3::text IS NULL OR action = $3 OR starts_with(action, $3 || '.'))) AS fits
                      FROM (SELECT id, at, subject, role, action, target, reason, before, after
                              FROM job_audit
                             WHERE id < $1
                             ORDER BY id DESC
                             LIMIT 10000) looked) placed
             WHERE fits
                OR place = 10000
             ORDER BY id DESC
             LIMIT $4
            """;
    private static final String OF_THE_TARGET = """
            SELECT id, at, subject, role, action, target, reason, before::text AS before, after::text AS after, fits,
                   place = 10000 AS is_bound
              FROM (SELECT id, at, subject, role, action, target, reason, before, after,
                           row_number() OVER (ORDER BY id DESC) AS place,
                           (($2::text IS NULL OR subject = $2)
                            AND ($3::text IS NULL OR action = $3 OR starts_with(action, $3 || '.'))) AS fits
                      FROM (SELECT id, at, subject, role, action, target, reason, before, after
                              FROM job_audit
                             WHERE id < $1
                               AND target = $5
                             ORDER BY id DESC
                             LIMIT 10000) looked) placed
             WHERE fits
                OR place = 10000
             ORDER BY id DESC
             LIMIT $4
            """;

    /**
     * Which entries are wanted; null asks for nothing.
     *
     * @param target of the action
     * @param subject who did it
     * @param action what was done, or what its name begins with before a dot
     */
    public record Filter(
            @Nullable String target,
            @Nullable String subject,
            @Nullable String action) {
        /** All that was done to one thing. */
        public static Filter of(String target) {
            return new Filter(target, null, null);
        }
    }

    /**
     * Part of the list.
     *
     * @param items newest first; may be fewer than asked for, or none, although there are more
     * @param nextCursor where to go on; null when there are no more
     */
    public record Page(List<AuditEntry> items, @Nullable Long nextCursor) {
        public Page {
            items = List.copyOf(items);
        }
    }

    /**
     * One page of the entries that fit.
     *
     * @param cursor only entries before this one; null for the first page
     * @param limit the most entries to answer
     */
    public Future<Page> page(Tx tx, Filter filter, @Nullable Long cursor, int limit) {
        long before = cursor == null ? Long.MAX_VALUE : cursor;
        Future<List<Looked<AuditEntry>>> looked = filter.target() == null
                ? tx.query(AMONG_ALL, AuditListStore::looked, before, filter.subject(), filter.action(), limit + 1)
                : tx.query(
                        OF_THE_TARGET,
                        AuditListStore::looked,
                        before,
                        filter.subject(),
                        filter.action(),
                        limit + 1,
                        filter.target());
        return looked.map(rows -> page(rows, limit));
    }

    private static Page page(List<Looked<AuditEntry>> looked, int limit) {
        return new Page(
                Looked.shown(looked, limit),
                Looked.next(looked, limit).map(AuditEntry::id).orElse(null));
    }

    private static Looked<AuditEntry> looked(Row row) {
        var entry = new AuditEntry(
                row.number("id"),
                row.instant("at"),
                row.text("subject"),
                row.text("role"),
                row.text("action"),
                row.text("target"),
                row.textOrNull("reason"),
                row.textOrNull("before"),
                row.textOrNull("after"));
        return new Looked<>(entry, row.flag("fits"), row.flag("is_bound"));
    }
}
