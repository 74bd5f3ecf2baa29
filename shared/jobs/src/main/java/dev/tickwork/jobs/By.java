package dev.tickwork.jobs;

import org.jspecify.annotations.Nullable;

/**
 * Who does something to the engine, and why; kept in the audit.
 *
 * @param subject who
 * @param role as what
 * @param reason why, in the operator's words; null only where none is asked for
 */
public record By(String subject, String role, @Nullable String reason) {}
