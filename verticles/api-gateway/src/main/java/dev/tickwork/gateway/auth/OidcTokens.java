package dev.tickwork.gateway.auth;

import dev.tickwork.domain.time.Time;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Role;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Believes the tokens of the configured issuer, and maps its roles to ours. */
final class OidcTokens {
    /** How far the issuer's clock may be from ours. */
    private static final Duration LEEWAY = Duration.ofSeconds(30);

    private static final int ID_LENGTH = 16;

    private final OidcConfig config;
    private final OidcKeys keys;
    private final Time time;

    OidcTokens(OidcConfig config, OidcKeys keys, Time time) {
        this.config = config;
        this.keys = keys;
        this.time = time;
    }

    /** Whether the key that is said to have signed it is known without asking. */
    boolean knows(Jwt said) {
        return keys.knows(said.keyId());
    }

    /** Whose token it is; fails with a problem: 401, 403 when it names no role of ours, 503 without the issuer's keys. */
    Future<Identity> verify(Jwt said, String token) {
        if (!said.issuer().equals(config.issuer())) {
            return Future.failedFuture(Unauthorized.unknown());
        }
        return keys.byId(said.keyId())
                .compose(key -> authenticated(key, token))
                .map(user -> good(user.attributes().getJsonObject("accessToken"), token));
    }

    private static Future<User> authenticated(Optional<JWTAuth> key, String token) {
        return key.map(jwt -> jwt.authenticate(new TokenCredentials(token))
                        .recover(forged -> Future.failedFuture(Unauthorized.unknown())))
                .orElseGet(() -> Future.failedFuture(Unauthorized.unknown()));
    }

    private Identity good(JsonObject claims, String token) {
        String subject = claims.getString("sub");
        Long end = claims.getLong("exp");
        if (subject == null || end == null || isNotYetGood(claims)) {
            throw Unauthorized.unknown();
        }
        String id = "t-" + Sha256.hex(token).substring(0, ID_LENGTH);
        var identity = new Identity(subject, role(claims), id, Instant.ofEpochSecond(end));
        if (identity.isExpired(time.now().minus(LEEWAY))) {
            throw Unauthorized.expired();
        }
        return identity;
    }

    private boolean isNotYetGood(JsonObject claims) {
        Long start = claims.getLong("nbf");
        return start != null && Instant.ofEpochSecond(start).isAfter(time.now().plus(LEEWAY));
    }

    private Role role(JsonObject claims) {
        return named(claim(claims)).stream()
                .flatMap(name -> config.role(name).stream())
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> ApiProblem.of(403, "no_role", "the token names no role that is known here"));
    }

    private @Nullable Object claim(JsonObject claims) {
        Object value = claims;
        for (String step : config.roleClaim().split("\\.", -1)) {
            value = value instanceof JsonObject object ? object.getValue(step) : null;
        }
        return value;
    }

    private static Collection<String> named(@Nullable Object claim) {
        if (claim instanceof JsonArray several) {
            return several.stream().map(String::valueOf).toList();
        }
        return claim == null ? List.of() : List.of(claim.toString());
    }
}
