package dev.tickwork.jobs;

import java.util.UUID;

/**
 * What became of a {@link RunRequest}.
 *
 * @param runId the run
 * @param isNew false when one with its unique key was there already, which this is
 */
public record Enqueued(UUID runId, boolean isNew) {}
