package dev.tickwork.runtime.retention;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a room is asked to clean.
 *
 * @param asOf the moment from which ages are counted; null for when the run was due
 * @param olderThanDays rows at least so old; null for what the room's own policy says
 * @param dryRun whether to count only; null for no
 */
public record RetentionArgs(
        @Nullable Instant asOf,
        @Nullable Integer olderThanDays,
        @Nullable Boolean dryRun) {
    public RetentionArgs {
        Days.check(olderThanDays);
    }

    boolean isDry() {
        return Boolean.TRUE.equals(dryRun);
    }
}
