package dev.tickwork.gateway.auth;

import dev.tickwork.messages.Role;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An issuer whose tokens are believed.
 *
 * @param issuer as its tokens name it; null when no issuer is believed
 * @param audience that tokens must be for; needed with an issuer, so that a token for another service is not good here
 * @param jwksPath where its public keys are, from the address on that the door out has for it
 * @param roleClaim where its tokens name roles; dots lead into objects
 * @param roles its names for roles, with ours
 */
public record OidcConfig(
        @Nullable String issuer,
        @Nullable String audience,
        String jwksPath,
        String roleClaim,
        Map<String, Role> roles) {
    /** The name under which the door out knows the issuer. */
    public static final String PROVIDER = "oidc";

    public OidcConfig {
        roles = Map.copyOf(roles);
        if (issuer != null && audience == null) {
            throw new IllegalArgumentException("audience: is empty; the name that the issuer knows this service by");
        }
        if (!jwksPath.startsWith("/")) {
            throw new IllegalArgumentException("jwks_path: " + jwksPath + " does not begin with a slash");
        }
    }

    boolean isOn() {
        return issuer != null;
    }
}
