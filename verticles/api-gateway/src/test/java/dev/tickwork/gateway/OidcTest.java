package dev.tickwork.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.gateway.auth.OidcConfig;
import dev.tickwork.redis.Rate;
import dev.tickwork.testkit.api.ApiCaller;
import dev.tickwork.testkit.api.ApiCaller.Answer;
import dev.tickwork.testservers.RealRedis;
import dev.tickwork.upstream.BreakerPolicy;
import dev.tickwork.upstream.Credentials;
import dev.tickwork.upstream.HostPort;
import dev.tickwork.upstream.ProviderPolicy;
import dev.tickwork.upstream.RetryPolicy;
import dev.tickwork.upstream.Timeouts;
import dev.tickwork.upstream.UpstreamConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(RealRedis.class)
class OidcTest {
    private static final String ISSUER = "https://login.example.org/";
    private static final String AUDIENCE = "tickwork";
    private static final String ME = "/api/v1/session";
    private static final OidcConfig BELIEVED = new OidcConfig(
            ISSUER, AUDIENCE, "/jwks.json", "realm_access.roles", Map.of("viewer", "staff", "operator", "ops"));

    // They take seconds to make.
    private static final KeyPair KEYS = rsa();
    private static final KeyPair OTHER_KEYS = rsa();

    private final Vertx issuer = Vertx.vertx();
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile boolean isIssuerUp = true;
    private House house;
    private ApiCaller gateway;

    @BeforeEach
    void open() {
        HttpServer server = House.await(issuer.createHttpServer()
                .requestHandler(request -> {
                    fetches.incrementAndGet();
                    request.response().setStatusCode(isIssuerUp ? 200 : 500).end(jwks().encode());
                })
                .listen(0, "127.0.0.1"));
        var policy = new ProviderPolicy(
                URI.create("http://127.0.0.1:" + server.actualPort()),
                new Rate(600, Duration.ofMinutes(1), 10),
                new BreakerPolicy(5, Duration.ofSeconds(1)),
                new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(2)),
                new RetryPolicy(0, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1)),
                null,
                65_536,
                Credentials.NONE);
        house = House.open(new UpstreamConfig(
                true,
                Set.of("127.0.0.1"),
                Set.of(new HostPort("127.0.0.1", server.actualPort())),
                Map.of(OidcConfig.PROVIDER, policy)));
        gateway = house.gateway(config -> config.oidc(BELIEVED));
    }

    @AfterEach
    void close() {
        house.close();
        House.await(issuer.close());
    }

    @Test
    void believes_the_issuers_tokens_and_maps_their_roles() {
        Answer answer = gateway.as(token(claims -> claims)).get(ME);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("subject").textValue()).isEqualTo("anna@example.org");
        assertThat(answer.json().get("role").textValue()).isEqualTo("operator");
    }

    @Test
    void fetches_the_keys_once_for_many_tokens() {
        for (int i = 0; i < 5; i++) {
            assertThat(gateway.as(token(claims -> claims)).get(ME).status()).isEqualTo(200);
        }

        assertThat(fetches).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"aud, other", "iss, https://evil.example.org/", "sub,", "exp,"})
    void refuses_a_token_that_is_not_for_us(String claim, String value) {
        String token = token(claims -> value == null ? removed(claims, claim) : claims.put(claim, value));

        assertThat(gateway.as(token).get(ME).status()).isEqualTo(401);
    }

    @Test
    void refuses_a_token_that_has_ended_or_not_begun_by_our_clock() {
        long now = house.time.now().getEpochSecond();
        String future = token(claims -> claims.put("nbf", now + 120));
        String ending = token(claims -> claims.put("exp", now + 60));
        assertThat(gateway.as(ending).get(ME).status()).isEqualTo(200);

        house.time.advance(Duration.ofSeconds(90));

        assertThat(gateway.as(ending).get(ME).code()).isEqualTo("expired_credential");
        assertThat(gateway.as(future).get(ME).status()).isEqualTo(200);
        house.time.advance(Duration.ofSeconds(-90));
        assertThat(gateway.as(future).get(ME).status()).isEqualTo(401);
    }

    @Test
    void refuses_a_token_without_a_role_of_ours() {
        String token = token(claims -> claims.put("realm_access", new JsonObject().put("roles", new JsonArray())));

        assertThat(gateway.as(token).get(ME).code()).isEqualTo("no_role");
    }

    @Test
    void refuses_what_another_key_signed() {
        String forged = signed(OTHER_KEYS, "issuer-key", claims());

        assertThat(gateway.as(forged).get(ME).status()).isEqualTo(401);
    }

    @Test
    void refuses_what_was_signed_with_the_public_key_as_a_secret() {
        var key =
                new PubSecKeyOptions().setAlgorithm("HS256").setId("issuer-key").setBuffer(pem());
        String forged = JWTAuth.create(issuer, new JWTAuthOptions().addPubSecKey(key))
                .generateToken(
                        claims(),
                        new JWTOptions().setAlgorithm("HS256").setHeader(new JsonObject().put("kid", "issuer-key")));

        assertThat(gateway.as(forged).get(ME).status()).isEqualTo(401);
    }

    @Test
    void asks_for_an_unknown_key_once_a_minute_at_most() {
        for (int i = 0; i < 5; i++) {
            assertThat(gateway.as(signed(KEYS, "other-" + i, claims())).get(ME).status())
                    .isEqualTo(401);
        }
        assertThat(fetches).hasValue(1);

        house.time.advance(Duration.ofMinutes(1));

        assertThat(gateway.as(signed(KEYS, "other-9", claims())).get(ME).status())
                .isEqualTo(401);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void cannot_say_without_the_issuer_but_goes_on_with_its_known_keys() {
        isIssuerUp = false;
        Answer unknown = gateway.as(token(claims -> claims)).get(ME);
        isIssuerUp = true;
        house.time.advance(Duration.ofSeconds(10));
        assertThat(gateway.as(token(claims -> claims)).get(ME).status()).isEqualTo(200);

        isIssuerUp = false;

        assertThat(unknown.status()).isEqualTo(503);
        assertThat(unknown.code()).isEqualTo("issuer_unavailable");
        assertThat(gateway.as(token(claims -> claims)).get(ME).status()).isEqualTo(200);
    }

    @Test
    void does_not_ask_an_issuer_that_is_away_for_every_token() {
        isIssuerUp = false;

        for (int i = 0; i < 5; i++) {
            assertThat(gateway.as(signed(KEYS, "other-" + i, claims())).get(ME).code())
                    .isEqualTo("issuer_unavailable");
        }

        assertThat(fetches).hasValue(1);
        house.time.advance(Duration.ofSeconds(10));
        assertThat(gateway.as(token(claims -> claims)).get(ME).status()).isEqualTo(503);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void too_many_tokens_of_unknown_keys_are_not_answered_for_a_while() {
        ApiCaller strict =
                house.gateway(config -> config.oidc(BELIEVED).wrongAttempts(new Rate(6, Duration.ofMinutes(1), 2)));
        assertThat(strict.as(token(claims -> claims)).get(ME).status()).isEqualTo(200);

        for (int i = 0; i < 2; i++) {
            assertThat(strict.as(signed(KEYS, "other-" + i, claims())).get(ME).status())
                    .isEqualTo(401);
        }

        assertThat(strict.as(signed(KEYS, "other-9", claims())).get(ME).status())
                .isEqualTo(429);
        assertThat(strict.as(token(claims -> claims)).get(ME).status()).isEqualTo(200);
    }

    private String token(UnaryOperator<JsonObject> changed) {
        return signed(KEYS, "issuer-key", changed.apply(claims()));
    }

    private JsonObject claims() {
        Instant now = house.time.now();
        return new JsonObject()
                .put("iss", ISSUER)
                .put("aud", AUDIENCE)
                .put("sub", "anna@example.org")
                .put("exp", now.getEpochSecond() + 300)
                .put(
                        "realm_access",
                        new JsonObject()
                                .put(
                                        "roles",
                                        new JsonArray().add("staff").add("ops").add("x")));
    }

    private static JsonObject removed(JsonObject claims, String claim) {
        claims.remove(claim);
        return claims;
    }

    private String signed(KeyPair pair, String keyId, JsonObject claims) {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        var key = new PubSecKeyOptions().setAlgorithm("RS256").setId(keyId).setBuffer(pem);
        return JWTAuth.create(issuer, new JWTAuthOptions().addPubSecKey(key))
                .generateToken(
                        claims,
                        new JWTOptions()
                                .setAlgorithm("RS256")
                                .setNoTimestamp(true)
                                .setHeader(new JsonObject().put("kid", keyId)));
    }

    private String pem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(KEYS.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private JsonObject jwks() {
        var key = (RSAPublicKey) KEYS.getPublic();
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return new JsonObject()
                .put(
                        "keys",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("kty", "RSA")
                                        .put("kid", "issuer-key")
                                        .put("use", "sig")
                                        .put("alg", "RS256")
                                        .put(
                                                "n",
                                                encoder.encodeToString(
                                                        key.getModulus().toByteArray()))
                                        .put(
                                                "e",
                                                encoder.encodeToString(
                                                        key.getPublicExponent().toByteArray()))));
    }

    private static KeyPair rsa() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
