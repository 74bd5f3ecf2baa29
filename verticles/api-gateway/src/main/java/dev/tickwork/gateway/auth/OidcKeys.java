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
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(10);
    private static final String SYMMETRIC = "oct";

    private final Vertx vertx;
    private final OidcConfig config;
    private final Lately<Void> fetch;
    private Set<String> known = Set.of();
    private @Nullable JWTAuth jwt;

    OidcKeys(Vertx vertx, OidcConfig config, Jwks jwks, Time time) {
        this.vertx = vertx;
        this.config = config;
        this.fetch = new Lately<>(time, BETWEEN_FETCHES, AFTER_A_FAILURE, () -> jwks.fetch()
                .map(this::use)
                .recover(OidcKeys::notNow));
    }

    synchronized boolean knows(String keyId) {
        return known.contains(keyId);
    }

    /** The means to check a token that this key signed; empty when the issuer has no such key. Fails with a 503. */
    Future<Optional<JWTAuth>> byId(String keyId) {
        return knows(keyId)
                ? Future.succeededFuture(find(keyId))
                : fetch.answer().map(fetched -> find(keyId));
    }

    private synchronized Optional<JWTAuth> find(String keyId) {
        return known.contains(keyId) ? Optional.ofNullable(jwt) : Optional.empty();
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
        return null;
    }

    private static Future<Void> notNow(Throwable failure) {
        log.atWarn().addKeyValue("error", failure.getMessage()).log("the issuer's keys could not be fetched");
        return Future.failedFuture(ApiProblem.unavailable(
                "issuer_unavailable", "the token's issuer cannot be asked for its keys now", AFTER_A_FAILURE));
    }
}
