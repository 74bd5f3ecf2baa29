package dev.tickwork.gateway.auth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The end of a credential before its time.
 *
 * @param at when
 * @param by the subject who ended it
 * @param reason why; null when that was not said
 */
record Revocation(Instant at, String by, @Nullable String reason) {}
