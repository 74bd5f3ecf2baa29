package dev.tickwork.jobs.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did.
 *
 * @param id counts; a later entry's is higher
 * @param at when
 * @param subject who
 * @param role as what
 * @param action such as {@code run.cancel}, {@code schedule.pause} or {@code queue.limit}
 * @param target a run's id, or the name of a job, schedule, queue or verticle
 * @param reason why; null where none was asked for
 * @param before a JSON object of what was; null where nothing was
 * @param after a JSON object of what is now; null where nothing is
 */
public record AuditEntry(
        long id,
        Instant at,
        String subject,
        String role,
        String action,
        String target,
        @Nullable String reason,
        @Nullable String before,
        @Nullable String after) {}
