package dev.tickwork.jobs;

import java.time.Instant;

/**
 * The last run of a job that failed.
 *
 * @param at when it ended
 * @param errorClass {@link dev.tickwork.domain.Fault#code()}, or {@code bug}
 * @param message why, without secrets
 */
public record LastError(Instant at, String errorClass, String message) {}
