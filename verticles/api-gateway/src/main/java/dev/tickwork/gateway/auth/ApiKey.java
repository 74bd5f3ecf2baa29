package dev.tickwork.gateway.auth;

import dev.tickwork.messages.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An API key, without its secret.
 *
 * @param id names it; no secret
 * @param name what it is for, for people
 * @param subject whose it is
 * @param role what it may do
 * @param createdAt when it was made
 * @param createdBy the subject who made it
 * @param expiresAt when it ends by itself; null for never
 * @param lastUsedAt to the minute or so; null before its first use
 * @param revokedAt when it was revoked; null while it is good
 * @param revokedBy the subject who revoked it
 * @param revokedReason why; null when that was not said
 */
public record ApiKey(
        String id,
        String name,
        String subject,
        Role role,
        Instant createdAt,
        String createdBy,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt,
        @Nullable String revokedBy,
        @Nullable String revokedReason) {
    /** A key that was not used yet. */
    static ApiKey made(String id, KeyWish wish, Instant at, String by) {
        return new ApiKey(
                id, wish.name(), wish.subject(), wish.role(), at, by, wish.expiresAt(), null, null, null, null);
    }

    boolean isRevoked() {
        return revokedAt != null;
    }

    boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    Identity identity() {
        return new Identity(subject, role, id, expiresAt);
    }
}
