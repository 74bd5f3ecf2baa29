package dev.tickwork.gateway.auth;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a token says of itself. Nothing of it is proven.
 *
 * @param keyId which key signed it; empty when it does not say
 * @param issuer who made it; empty when it does not say
 */
record Jwt(String keyId, String issuer) {
    private static final Pattern FORM = Pattern.compile("eyJ[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    /** Whether the text looks like a signed token and not like a key. */
    static boolean isOne(String credential) {
        return FORM.matcher(credential).matches();
    }

    /** Reads a token without checking it; empty when it is none. */
    static Optional<Jwt> read(String token) {
        if (!isOne(token)) {
            return Optional.empty();
        }
        String[] parts = token.split("\\.", -1);
        try {
            return Optional.of(
                    new Jwt(json(parts[0]).getString("kid", ""), json(parts[1]).getString("iss", "")));
        } catch (IllegalArgumentException | DecodeException | ClassCastException e) {
            return Optional.empty();
        }
    }

    private static JsonObject json(String part) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }
}
