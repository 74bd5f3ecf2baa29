package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.RunState;
import dev.tickwork.jobs.notices.NoticePolicy;
import dev.tickwork.postgres.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a run came to without an answer of its job: it was called off, lost its worker, or waited for its children.
 *
 * @param state final, or {@code RETRY} when it lost its worker and is tried again
 * @param node who had it, by the name that people call it; null when nobody has it: it never began, or waited
 * @param startedAt null when it never began
 * @param failure null when it succeeded
 * @param schedule whose fire it was; null when none
 * @param notices which failures of its job people are told of
 */
record SilentEnd(
        UUID id,
        String job,
        RunState state,
        int attempt,
        @Nullable String node,
        Instant at,
        @Nullable Instant startedAt,
        @Nullable Failure failure,
        @Nullable String schedule,
        NoticePolicy notices) {

    /** Of the columns that all statements answer that end runs in silence. */
    static SilentEnd of(Row row, Instant at) {
        String errorClass = row.textOrNull("error_class");
        String notices = row.textOrNull("notices");
        return new SilentEnd(
                row.uuid("id"),
                row.text("job"),
                RunState.valueOf(row.text("state")),
                row.integer("attempt"),
                row.textOrNull("node"),
                at,
                row.instantOrNull("started_at"),
                errorClass == null ? null : new Failure(errorClass, String.valueOf(row.textOrNull("error"))),
                row.textOrNull("schedule"),
                notices == null ? NoticePolicy.CRITICAL : NoticePolicy.parse(notices));
    }

    /** How long it was on its way; null when it never began. */
    @Nullable
    Duration took() {
        return startedAt == null ? null : Duration.between(startedAt, at);
    }

    boolean isLost() {
        return failure != null && failure.errorClass().equals("lost");
    }
}
