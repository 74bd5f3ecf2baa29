package dev.tickwork.runtime.jobs;

import dev.tickwork.jobs.By;
import dev.tickwork.runtime.jobs.RunQuestions.Wanted;

/**
 * What the job {@code bulk-action} is asked to do.
 *
 * @param action what to do to each run
 * @param filter which runs; its {@code until} leaves out what comes later
 * @param subject who wants it
 * @param role as what
 * @param reason why
 */
record BulkArguments(BulkAction action, Wanted filter, String subject, String role, String reason) {
    By by() {
        return new By(subject, role, reason);
    }
}
