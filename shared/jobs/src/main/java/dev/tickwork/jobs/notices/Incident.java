package dev.tickwork.jobs.notices;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Failures of one job that never was well for long between them.
 *
 * @param beganAt the first failure
 * @param lastAt the last one, of which class, error, node and {@code lastRun} are
 * @param failures at least 1
 * @param notices how often there was something to say
 * @param toldAt when somebody was told last that it fails; null when nobody was
 * @param resolvedAt null while it goes on
 * @param resolvedBy the run that succeeded then; null while it goes on
 */
record Incident(
        UUID id,
        String job,
        Instant beganAt,
        Instant lastAt,
        long failures,
        String errorClass,
        String error,
        UUID firstRun,
        UUID lastRun,
        String node,
        int notices,
        @Nullable Instant toldAt,
        @Nullable Instant resolvedAt,
        @Nullable UUID resolvedBy) {

    /** What it says now. */
    Notice notice(NoticeKind kind) {
        return new Notice(
                id,
                notices,
                kind,
                job,
                firstRun,
                lastRun,
                errorClass,
                error,
                node,
                failures,
                beganAt,
                lastAt,
                resolvedAt,
                resolvedBy);
    }
}
