package dev.tickwork.gateway.auth;

import dev.tickwork.messages.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who logged in.
 *
 * @param id names it; no secret
 * @param subject who
 * @param role what they may do
 * @param keyId the key they logged in with; null when by a one-time code
 * @param openedAt when
 * @param endsAt when they must log in again
 */
record Session(
        String id, String subject, Role role, @Nullable String keyId, Instant openedAt, Instant endsAt) {
    /** Tells a session's id from a key's. */
    static final String ID_PREFIX = "s-";
}
