package dev.tickwork.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets pages of the named origins call from a browser. Others are answered without the headers that would let their pages
 * read it. The handler of Vert.x refuses every origin that is not named, and so the console's own posts.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">the CORS protocol</a>
 */
final class Cors implements Handler<RoutingContext> {
    private static final Logger log = LoggerFactory.getLogger(Cors.class);
    private static final String ASKED_HEADERS = "Authorization, X-API-Key, Content-Type, Idempotency-Key, X-Request-Id";
    private static final String ANSWERED_HEADERS =
            "RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After, X-Request-Id";
    private static final String AN_HOUR = "3600";

    private final Set<String> origins;
    private final String methods;

    Cors(Set<String> origins, Set<String> methods) {
        this.origins = origins;
        this.methods = String.join(", ", methods);
    }

    @Override
    public void handle(RoutingContext request) {
        MultiMap headers = request.response().headers().add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        String origin = request.request().getHeader(HttpHeaders.ORIGIN);
        if (origin == null || !origins.contains(origin)) {
            request.next();
            return;
        }
        headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                .set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, ANSWERED_HEADERS)
                .set("Cross-Origin-Resource-Policy", "cross-origin");
        if (isPreflight(request)) {
            permit(request);
            return;
        }
        request.next();
    }

    private static boolean isPreflight(RoutingContext request) {
        return request.request().method().equals(HttpMethod.OPTIONS)
                && request.request().headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    }

    private void permit(RoutingContext request) {
        request.response()
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, methods)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, ASKED_HEADERS)
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, AN_HOUR)
                .setStatusCode(204)
                .end()
                .onFailure(gone -> log.atDebug().log("caller was gone before its answer"));
    }
}
