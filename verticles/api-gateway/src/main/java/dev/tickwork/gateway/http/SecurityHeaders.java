package dev.tickwork.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Headers that every answer gets; pages replace the content policy by their own. */
final class SecurityHeaders implements Handler<RoutingContext> {
    private static final String NOTHING =
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    private static final String A_YEAR = "max-age=31536000";
    private static final String TLS = "https";

    @Override
    public void handle(RoutingContext request) {
        MultiMap headers = request.response()
                .headers()
                .set("Content-Security-Policy", NOTHING)
                .set("X-Content-Type-Options", "nosniff")
                .set("X-Frame-Options", "DENY")
                .set("Referrer-Policy", "no-referrer")
                .set("Cross-Origin-Opener-Policy", "same-origin")
                .set("Cross-Origin-Resource-Policy", "same-origin")
                .set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
                .set(HttpHeaders.CACHE_CONTROL, "no-store");
        // Only where the way to here is encrypted; elsewhere it would lock people out of plain HTTP.
        if (TLS.equals(request.request().scheme())) {
            headers.set("Strict-Transport-Security", A_YEAR);
        }
        request.next();
    }
}
