package dev.tickwork.gateway.auth;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Finds out who asks. */
@FunctionalInterface
public interface Authenticator {
    /**
     * @param authorization the {@code Authorization} header's value, such as {@code Bearer tw_…}; null when it was not sent
     * @param address where the request comes from: failed attempts are limited by it
     * @return who asks; fails with an {@link dev.tickwork.messages.ApiProblem}: 401 when the credential is missing, unknown,
     *     expired or revoked, 429 after too many failed attempts, 503 when it cannot be checked now
     */
    Future<Identity> authenticate(@Nullable String authorization, String address);

    /** The same, but that a session's token may have ended: whoever slept over its end still has the session. */
    default Future<Identity> authenticateEvenIfEnded(@Nullable String authorization, String address) {
        return authenticate(authorization, address);
    }
}
