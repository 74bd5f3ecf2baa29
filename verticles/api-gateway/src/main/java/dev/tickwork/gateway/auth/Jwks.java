package dev.tickwork.gateway.auth;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Where an issuer's public keys come from. */
@FunctionalInterface
interface Jwks {
    /**
     * The key set as the issuer publishes it; fails as the way to it does.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-5">RFC 7517, JWK Set</a>
     */
    Future<JsonObject> fetch();
}
