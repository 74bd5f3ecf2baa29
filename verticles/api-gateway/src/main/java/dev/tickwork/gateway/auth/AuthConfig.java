package dev.tickwork.gateway.auth;

import dev.tickwork.runtime.config.Secret;

/**
 * Who is believed.
 *
 * @param mode whether anybody is asked at all
 * @param adminKey the first admin's key; empty when there is none
 * @param oidc an issuer that is believed too
 */
public record AuthConfig(Mode mode, Secret adminKey, OidcConfig oidc) {
    /** Whether callers must say who they are. */
    public enum Mode {
        /** Everybody must. */
        ON,
        /** Nobody must, and everybody is admin. */
        OFF
    }

    public AuthConfig {
        int length = adminKey.value().length();
        if (adminKey.isSet() && length < ApiKeys.SHORTEST_CONFIGURED) {
            throw new IllegalArgumentException("adminKey: has " + length + " characters; at least "
                    + ApiKeys.SHORTEST_CONFIGURED + ", such as openssl rand -hex 32 makes");
        }
    }
}
