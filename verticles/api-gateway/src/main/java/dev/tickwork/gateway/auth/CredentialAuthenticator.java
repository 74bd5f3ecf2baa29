package dev.tickwork.gateway.auth;

import io.vertx.core.Future;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Believes API keys, our own session tokens and, where one is configured, an issuer's tokens. */
final class CredentialAuthenticator implements Authenticator {
    private static final String BEARER = "bearer ";

    private final KeyVerifier keys;
    private final SessionTokens sessions;
    private final Optional<OidcTokens> oidc;
    private final FailedAttempts attempts;

    CredentialAuthenticator(
            KeyVerifier keys, SessionTokens sessions, Optional<OidcTokens> oidc, FailedAttempts attempts) {
        this.keys = keys;
        this.sessions = sessions;
        this.oidc = oidc;
        this.attempts = attempts;
    }

    @Override
    public Future<Identity> authenticate(@Nullable String authorization, String address) {
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return Future.failedFuture(Unauthorized.missing());
        }
        String credential = authorization.substring(BEARER.length()).strip();
        return Jwt.isOne(credential) ? byToken(credential) : byKey(credential, address);
    }

    private Future<Identity> byToken(String token) {
        return Jwt.read(token)
                .map(said -> byToken(said, token))
                .orElseGet(() -> Future.failedFuture(Unauthorized.unknown()));
    }

    private Future<Identity> byToken(Jwt said, String token) {
        if (said.issuer().equals(SessionTokens.ISSUER)) {
            return sessions.verify(said, token);
        }
        return oidc.map(tokens -> tokens.verify(said, token))
                .orElseGet(() -> Future.failedFuture(Unauthorized.unknown()));
    }

    private Future<Identity> byKey(String key, String address) {
        Future<Identity> verified = keys.isFresh(key)
                ? keys.verify(key).map(ApiKey::identity)
                : attempts.guard(address, () -> keys.verify(key).map(ApiKey::identity));
        return verified;
    }
}
