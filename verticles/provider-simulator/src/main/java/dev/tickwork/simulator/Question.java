package dev.tickwork.simulator;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * A request to a vendor.
 *
 * @param vendor the first part of the path, such as {@code twelvedata}
 * @param endpoint the rest of it, such as {@code quote}
 * @param parameters the query's
 * @param headers the request's
 */
public record Question(String vendor, String endpoint, MultiMap parameters, MultiMap headers) {
    static Question of(HttpServerRequest request) {
        String[] parts =
                URLDecoder.decode(request.path(), StandardCharsets.UTF_8).split("/", 3);
        return new Question(
                parts.length > 1 ? parts[1] : "",
                parts.length > 2 ? parts[2] : "",
                request.params(),
                request.headers());
    }
}
