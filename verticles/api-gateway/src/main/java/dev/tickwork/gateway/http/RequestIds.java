package dev.tickwork.gateway.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Gives every request a name that stands in its answer, its problem document and the log. */
final class RequestIds implements Handler<RoutingContext> {
    static final String HEADER = "X-Request-Id";

    private static final String KEY = RequestIds.class.getName();
    private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    private final RandomGenerator random;

    RequestIds(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public void handle(RoutingContext request) {
        String given = request.request().getHeader(HEADER);
        String id = given != null && ACCEPTABLE.matcher(given).matches()
                ? given
                : HexFormat.of().toHexDigits(random.nextLong());
        request.put(KEY, id);
        request.response().putHeader(HEADER, id);
        request.next();
    }

    /** The request's name. */
    static String of(RoutingContext request) {
        return String.valueOf(request.<String>get(KEY));
    }
}
