package dev.tickwork.runtime.jobs;

import dev.tickwork.jobs.By;
import dev.tickwork.jobs.ledger.AskerStore.Asker;
import dev.tickwork.runtime.jobs.RunQuestions.Wanted;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the job {@code bulk-action} is asked to do.
 *
 * @param action what to do to each run
 * @param filter which runs; its {@code until} leaves out what comes later. Null when they are named
 * @param ids which runs; null when a filter finds them
 * @param role as what whoever asked for it first did so
 * @param reason why
 */
record BulkArguments(
        BulkAction action,
        @Nullable Wanted filter,
        @Nullable List<UUID> ids,
        String role,
        String reason) {
    BulkTargets.Which which() {
        return new BulkTargets.Which(action, filter == null ? null : RunQuestions.filterOf(filter), ids);
    }

    /** Who acts: whoever asked for the run, as the ledger has it: arguments stay when another runs it again. */
    By by(Asker asker) {
        return new By(
                Objects.requireNonNullElse(asker.subject(), "system"),
                Objects.requireNonNullElse(asker.role(), role),
                Objects.requireNonNullElse(asker.reason(), reason));
    }
}
