package dev.tickwork.gateway.auth;

import dev.tickwork.messages.Role;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An issuer whose tokens are believed.
 *
 * @param issuer as its tokens name it; null when no issuer is believed
 * @param audience that tokens must be for; needed with an issuer, so that a token for another service is not good here
 * @param jwksPath where its public keys are, from the address on that the door out has for it
 * @param roleClaim where its tokens name roles; dots lead into objects
 * @param roles our roles, with its names for them
 */
public record OidcConfig(
        @Nullable String issuer,
        @Nullable String audience,
        String jwksPath,
        String roleClaim,
        Map<String, String> roles) {
    /** The name under which the door out knows the issuer. */
    public static final String PROVIDER = "oidc";

    public OidcConfig {
        roles = Map.copyOf(roles);
        roles.keySet().forEach(OidcConfig::requireRole);
        if (issuer != null && audience == null) {
            throw new IllegalArgumentException("audience: is empty; the name that the issuer knows this service by");
        }
        if (!jwksPath.startsWith("/")) {
            throw new IllegalArgumentException("jwks_path: " + jwksPath + " does not begin with a slash");
        }
    }

    public boolean isOn() {
        return issuer != null;
    }

    /** Our role of that name of theirs; the higher one where two have it. */
    Optional<Role> role(String theirs) {
        return roles.entrySet().stream()
                .filter(entry -> entry.getValue().equals(theirs))
                .map(entry -> Role.of(entry.getKey()))
                .max(Comparator.naturalOrder());
    }

    private static void requireRole(String label) {
        if (Arrays.stream(Role.values()).noneMatch(role -> role.label().equals(label))) {
            throw new IllegalArgumentException("roles: " + label + " is not one of viewer, member, operator, admin");
        }
    }
}
