package dev.tickwork.gateway.auth;

import dev.tickwork.domain.time.Time;
import dev.tickwork.postgres.Database;
import dev.tickwork.redis.Rate;
import dev.tickwork.redis.SharedRateLimit;
import dev.tickwork.upstream.Upstream;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;

/** Everything about who may ask, put together. Start it before the first request, stop it after the last. */
public final class Access {
    private static final Duration LAST_WRITE = Duration.ofSeconds(2);

    private final Outage outage;
    private final SigningKeys signingKeys;
    private final KeyUse keyUse;
    private final RevocationFeed feed;
    private final Revocations revocations = new Revocations();
    private final FailedAttempts attempts;
    private final Authenticator authenticator;
    private final ApiKeys keys;
    private final Sessions sessions;

    /**
     * What it is made of.
     *
     * @param vertx for tokens
     * @param database where keys and sessions are kept
     * @param time decides about every end
     * @param limit counts wrong keys and codes over all gateways
     * @param wrongAttempts how many of them an address is forgiven
     */
    public record Parts(Vertx vertx, Database database, Time time, SharedRateLimit limit, Rate wrongAttempts) {}

    private Access(Parts parts, Secrets secrets, Optional<OidcTokens> oidc) {
        Database database = parts.database();
        Time time = parts.time();
        var revoked = new RevokedSessions(time);
        this.keyUse = new KeyUse(database, time);
        this.outage = new Outage(database, time);
        var verifier = new KeyVerifier(outage, time, keyUse);
        this.signingKeys = new SigningKeys(parts.vertx(), database, time, secrets);
        var tokens = new SessionTokens(signingKeys, revoked, time);
        this.feed = new RevocationFeed(database, time, verifier, revoked, revocations);
        this.attempts = new FailedAttempts(parts.limit(), parts.wrongAttempts(), time);
        this.authenticator = new CredentialAuthenticator(verifier, tokens, oidc, attempts);
        this.keys = new ApiKeys(database, time, secrets);
        this.sessions = new Sessions(database, time, secrets, verifier, tokens);
    }

    /** Believes API keys, our own tokens and, where one is configured, an issuer's. */
    public static Access of(Parts parts, OidcConfig oidc, Upstream upstream) {
        if (!oidc.isOn()) {
            return own(parts);
        }
        var jwks = new UpstreamJwks(upstream.client(OidcConfig.PROVIDER), oidc.jwksPath(), parts.time());
        return with(parts, oidc, jwks);
    }

    /** Believes API keys and our own tokens. */
    static Access own(Parts parts) {
        return new Access(parts, Secrets.unguessable(), Optional.empty());
    }

    static Access with(Parts parts, OidcConfig oidc, Jwks jwks) {
        var keys = new OidcKeys(parts.vertx(), oidc, jwks, parts.time());
        return new Access(parts, Secrets.unguessable(), Optional.of(new OidcTokens(oidc, keys, parts.time())));
    }

    /** Reads what is needed to sign and begins to hear of revocations. */
    public Future<Void> start() {
        return signingKeys.start().onSuccess(loaded -> feed.start());
    }

    /** Writes what is not written yet; a database that is away is no obstacle. */
    public Future<Void> stop() {
        feed.stop();
        signingKeys.stop();
        outage.end();
        return keyUse.writeOrForget(LAST_WRITE);
    }

    public Authenticator authenticator() {
        return authenticator;
    }

    public Revocations revocations() {
        return revocations;
    }

    public ApiKeys keys() {
        return keys;
    }

    public Sessions sessions() {
        return sessions;
    }

    /** Limits attempts to log in. */
    public FailedAttempts attempts() {
        return attempts;
    }
}
