package dev.tickwork.gateway.auth;

import dev.tickwork.domain.time.Time;
import dev.tickwork.messages.ApiProblem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The public keys of the believed issuer. Fetched when a token names one that is not known, but not for every token. */
final class OidcKeys {
    private static final Logger log = LoggerFactory.getLogger(OidcKeys.class);
    private static final Duration BETWEEN_FETCHES = Duration.ofMinutes(1);
    private static final String SYMMETRIC = "oct";

    private final Vertx vertx;
    private final OidcConfig config;
    private final Jwks jwks;
    private final Time time;
    private Set<String> known = Set.of();
    private @Nullable JWTAuth jwt;
    private Instant fetchedAt = Instant.MIN;
    private @Nullable Future<Void> fetching;

    OidcKeys(Vertx vertx, OidcConfig config, Jwks jwks, Time time) {
        this.vertx = vertx;
        this.config = config;
        this.jwks = jwks;
        this.time = time;
    }

    /** The means to check a token that this key signed; empty when the issuer has no such key. Fails with a 503. */
    synchronized Future<Optional<JWTAuth>> byId(String keyId) {
        if (known.contains(keyId)) {
            return Future.succeededFuture(Optional.ofNullable(jwt));
        }
        if (time.now().isBefore(fetchedAt.plus(BETWEEN_FETCHES))) {
            return Future.succeededFuture(Optional.empty());
        }
        return fetched().map(fetched -> find(keyId));
    }

    private synchronized Optional<JWTAuth> find(String keyId) {
        return known.contains(keyId) ? Optional.ofNullable(jwt) : Optional.empty();
    }

    private Future<Void> fetched() {
        Future<Void> underWay = fetching;
        if (underWay != null && !underWay.isComplete()) {
            return underWay;
        }
        Future<Void> begun = jwks.fetch().map(this::use).recover(OidcKeys::notNow);
        fetching = begun;
        return begun;
    }

    private synchronized Void use(JsonObject keySet) {
        var options = new JWTAuthOptions()
                .setJWTOptions(new JWTOptions()
                        .setIssuer(config.issuer())
                        .addAudience(Objects.requireNonNull(config.audience()))
                        .setIgnoreExpiration(true));
        var keys = keySet.getJsonArray("keys", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .filter(key -> key.containsKey("kid") && !SYMMETRIC.equals(key.getString("kty")))
                .toList();
        keys.forEach(options::addJwk);
        known = keys.stream().map(key -> key.getString("kid")).collect(Collectors.toUnmodifiableSet());
        jwt = JWTAuth.create(vertx, options);
        fetchedAt = time.now();
        return null;
    }

    private static Future<Void> notNow(Throwable failure) {
        log.atWarn().addKeyValue("error", failure.getMessage()).log("the issuer's keys could not be fetched");
        return Future.failedFuture(ApiProblem.unavailable(
                "issuer_unavailable", "the token's issuer cannot be asked for its keys now", Duration.ofSeconds(10)));
    }
}
