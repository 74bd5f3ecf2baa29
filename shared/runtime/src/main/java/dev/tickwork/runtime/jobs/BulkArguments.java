package dev.tickwork.runtime.jobs;

import dev.tickwork.jobs.By;
import dev.tickwork.runtime.jobs.RunQuestions.Wanted;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the job {@code bulk-action} is asked to do.
 *
 * @param action what to do to each run
 * @param filter which runs; its {@code until} leaves out what comes later. Null when they are named
 * @param ids which runs; null when a filter finds them
 * @param subject who wants it
 * @param role as what
 * @param reason why
 */
record BulkArguments(
        BulkAction action,
        @Nullable Wanted filter,
        @Nullable List<UUID> ids,
        String subject,
        String role,
        String reason) {
    BulkTargets.Which which() {
        return new BulkTargets.Which(action, filter == null ? null : RunQuestions.filterOf(filter), ids);
    }

    By by() {
        return new By(subject, role, reason);
    }
}
