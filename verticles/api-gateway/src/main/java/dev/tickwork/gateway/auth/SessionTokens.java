package dev.tickwork.gateway.auth;

import dev.tickwork.domain.time.Time;
import dev.tickwork.gateway.auth.SigningKeys.Signer;
import dev.tickwork.messages.Role;
import dev.tickwork.postgres.DatabaseDown;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Our own tokens: short-lived, so that one whose revocation was missed ends soon by itself. */
final class SessionTokens {
    /** No longer than keys are honoured without the database. */
    static final Duration LIFE = KeyVerifier.HONOURED;

    static final String ISSUER = "tickwork";

    private static final String ROLE = "role";
    private static final String SESSION = "sid";

    private final SigningKeys keys;
    private final RevokedSessions revoked;
    private final Time time;

    SessionTokens(SigningKeys keys, RevokedSessions revoked, Time time) {
        this.keys = keys;
        this.revoked = revoked;
        this.time = time;
    }

    /**
     * A signed token.
     *
     * @param text what its owner sends
     * @param expiresAt when it ends
     */
    record Token(String text, Instant expiresAt) {}

    /** A token for a session, until its end at the most. */
    Token issue(Session session) {
        Instant now = time.now();
        Instant wished = now.plus(time.shownIn(LIFE));
        Instant end = wished.isBefore(session.endsAt()) ? wished : session.endsAt();
        Signer signer = keys.signer();
        var claims = new JsonObject()
                .put("iss", ISSUER)
                .put("sub", session.subject())
                .put(ROLE, session.role().label())
                .put(SESSION, session.id())
                .put("iat", now.getEpochSecond())
                .put("exp", end.getEpochSecond());
        var options = new JWTOptions()
                .setAlgorithm(SigningKeys.ALGORITHM)
                .setNoTimestamp(true)
                .setHeader(new JsonObject().put("kid", signer.keyId()));
        return new Token(signer.jwt().generateToken(claims, options), Instant.ofEpochSecond(end.getEpochSecond()));
    }

    /** Whether the key that is said to have signed it is known without asking. */
    boolean knows(Jwt said) {
        return keys.knows(said.keyId());
    }

    /** Whose token it is; fails with a problem: 401, or 503 when its signature cannot be checked now. */
    Future<Identity> verify(Jwt said, String token) {
        return verifySigned(said, token).map(this::unended);
    }

    /** The same, though the token may have ended. It proves that there was a session, not that there still is one. */
    Future<Identity> verifySigned(Jwt said, String token) {
        return keys.byId(said.keyId())
                .recover(failure ->
                        Future.failedFuture(failure instanceof DatabaseDown ? Unauthorized.notNow() : failure))
                .compose(key -> authenticated(key, token))
                .map(user -> good(user.attributes().getJsonObject("accessToken")));
    }

    private static Future<User> authenticated(Optional<JWTAuth> key, String token) {
        return key.map(jwt -> jwt.authenticate(new TokenCredentials(token))
                        .recover(forged -> Future.failedFuture(Unauthorized.unknown())))
                .orElseGet(() -> Future.failedFuture(Unauthorized.unknown()));
    }

    private Identity good(JsonObject claims) {
        var identity = new Identity(
                claims.getString("sub"),
                Role.of(claims.getString(ROLE)),
                claims.getString(SESSION),
                Instant.ofEpochSecond(claims.getLong("exp")));
        if (revoked.contains(identity.credentialId())) {
            throw Unauthorized.revoked();
        }
        return identity;
    }

    private Identity unended(Identity identity) {
        if (identity.isExpired(time.now())) {
            throw Unauthorized.expired();
        }
        return identity;
    }
}
