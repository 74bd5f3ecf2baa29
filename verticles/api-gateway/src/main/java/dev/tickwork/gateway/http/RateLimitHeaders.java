package dev.tickwork.gateway.http;

import dev.tickwork.redis.Permit;
import io.vertx.core.http.HttpServerResponse;

/** Tells callers what is left of their limit. */
final class RateLimitHeaders {
    static final String LIMIT = "RateLimit-Limit";
    static final String REMAINING = "RateLimit-Remaining";
    static final String RESET = "RateLimit-Reset";

    private RateLimitHeaders() {}

    static void put(HttpServerResponse response, Permit permit) {
        if (permit.limit() == 0) {
            return;
        }
        response.putHeader(LIMIT, String.valueOf(permit.limit()))
                .putHeader(REMAINING, String.valueOf(permit.remaining()))
                .putHeader(
                        RESET,
                        String.valueOf(permit.resetAfter().plusMillis(999).toSeconds()));
    }
}
