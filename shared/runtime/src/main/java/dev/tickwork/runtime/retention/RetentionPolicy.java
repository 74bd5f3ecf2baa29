package dev.tickwork.runtime.retention;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a table's rows are kept.
 *
 * @param name begins the names of its two jobs, such as {@code quote} for {@code quote-retention}; never changed
 * @param type what people call this kind of data: {@code prices}, {@code news} or {@code logs}
 * @param table the table, which also names the folder of its archives
 * @param keptDays whole days that a row is kept
 * @param isFloor nobody may ask for younger rows to go
 */
public record RetentionPolicy(String name, String type, String table, int keptDays, boolean isFloor) {
    public RetentionPolicy {
        if (keptDays < 1) {
            throw new IllegalArgumentException("keptDays must be positive but is " + keptDays);
        }
    }

    /** The job that archives and deletes. */
    public String retentionJob() {
        return name + "-retention";
    }

    /** The job that puts an archive back. */
    public String restoreJob() {
        return name + "-restore";
    }

    /**
     * Rows before this moment go.
     *
     * @param olderThanDays what somebody asked for; null when nobody did
     */
    public Instant cutOff(Instant asOf, @Nullable Integer olderThanDays) {
        int asked = olderThanDays == null ? keptDays : olderThanDays;
        return asOf.minus(Duration.ofDays(isFloor ? Math.max(asked, keptDays) : asked));
    }
}
