package dev.tickwork.gateway.auth;

import dev.tickwork.messages.Caller;
import dev.tickwork.messages.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as their key or token proves.
 *
 * @param subject a person's or program's stable name
 * @param role what the subject may do
 * @param credentialId names the key, session or token that proved it, for revocation and audit; no secret
 * @param expiresAt from then on the credential proves nothing; null for a key without an end
 */
public record Identity(
        String subject,
        Role role,
        String credentialId,
        @Nullable Instant expiresAt) {
    /** As the rooms behind the bus are told. */
    public Caller caller() {
        return new Caller(subject, role);
    }

    /** Whether the credential has ended at {@code now}. */
    public boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
