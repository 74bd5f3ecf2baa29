package dev.tickwork.gateway.auth;

import io.vertx.core.Future;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
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
        return authenticate(authorization, address, sessions::verify);
    }

    @Override
    public Future<Identity> authenticateEvenIfEnded(@Nullable String authorization, String address) {
        return authenticate(authorization, address, sessions::verifySigned);
    }

    private Future<Identity> authenticate(
            @Nullable String authorization, String address, BiFunction<Jwt, String, Future<Identity>> own) {
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return Future.failedFuture(Unauthorized.missing());
        }
        String credential = authorization.substring(BEARER.length()).strip();
        return Jwt.isOne(credential) ? byToken(credential, address, own) : byKey(credential, address);
    }

    private Future<Identity> byToken(String token, String address, BiFunction<Jwt, String, Future<Identity>> own) {
        return Jwt.read(token)
                .map(said -> byToken(said, token, address, own))
                .orElseGet(() -> Future.failedFuture(Unauthorized.unknown()));
    }

    private Future<Identity> byToken(
            Jwt said, String token, String address, BiFunction<Jwt, String, Future<Identity>> own) {
        if (said.issuer().equals(SessionTokens.ISSUER)) {
            return guarded(sessions.knows(said), address, () -> own.apply(said, token));
        }
        return oidc.map(tokens -> guarded(tokens.knows(said), address, () -> tokens.verify(said, token)))
                .orElseGet(() -> Future.failedFuture(Unauthorized.unknown()));
    }

    private Future<Identity> byKey(String key, String address) {
        return guarded(keys.isKnown(key), address, () -> keys.verify(key).map(ApiKey::identity));
    }

    /** What is not known may be a guess, and costs a look into the database or a call to the issuer. */
    private Future<Identity> guarded(boolean isKnown, String address, Supplier<Future<Identity>> attempt) {
        return isKnown ? attempt.get() : attempts.guard(address, attempt);
    }
}
