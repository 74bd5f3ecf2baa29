package dev.tickwork.jobs.ledger;

import dev.tickwork.postgres.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That something rests.
 *
 * @param at since when
 * @param until when it goes on by itself; null until somebody lets it
 * @param by who wanted it
 * @param reason why
 */
public record Pause(
        Instant at, @Nullable Instant until, @Nullable String by, String reason) {
    /** Of a row with the columns of a pause; null when it is over or there was none. */
    static @Nullable Pause of(Row row, Instant now) {
        Instant at = row.instantOrNull("paused_at");
        Instant until = row.instantOrNull("paused_until");
        boolean isOver = until != null && !until.isAfter(now);
        return at == null || isOver
                ? null
                : new Pause(at, until, row.textOrNull("paused_by"), row.text("paused_reason"));
    }
}
