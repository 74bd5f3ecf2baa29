package dev.tickwork.gateway.auth;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/**
 * Finds out where a request comes from. Behind a proxy that is the last entry of {@code X-Forwarded-For}: proxies add to
 * what they were sent, so those before it are whatever the caller likes.
 */
public final class CallerAddress implements Handler<RoutingContext> {
    private static final String FORWARDED = "X-Forwarded-For";
    private static final String KEY = "caller-address";

    private final boolean behindProxy;

    public CallerAddress(boolean behindProxy) {
        this.behindProxy = behindProxy;
    }

    @Override
    public void handle(RoutingContext request) {
        Optional<String> forwarded = behindProxy ? forwarded(request.request()) : Optional.empty();
        request.put(KEY, forwarded.orElseGet(() -> peer(request)));
        request.next();
    }

    /** The IP address that was found; without this handler, the other end of the connection. */
    public static String of(RoutingContext request) {
        String found = request.get(KEY);
        return found == null ? peer(request) : found;
    }

    private static String peer(RoutingContext request) {
        return request.request().connection().remoteAddress().hostAddress();
    }

    /** Empty when the proxy wrote none, or no IP address. */
    private static Optional<String> forwarded(HttpServerRequest request) {
        List<String> lines = request.headers().getAll(FORWARDED);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        String line = lines.get(lines.size() - 1);
        String last = withoutPort(line.substring(line.lastIndexOf(',') + 1).strip());
        return Optional.of(last)
                .filter(entry -> !entry.isEmpty())
                .map(entry -> SocketAddress.inetSocketAddress(0, entry).hostAddress());
    }

    /** Some proxies write the port, which is another for every connection. */
    private static String withoutPort(String entry) {
        if (entry.startsWith("[")) {
            return entry.substring(1).replaceFirst("].*", "");
        }
        int colon = entry.indexOf(':');
        boolean isPort = colon >= 0 && colon == entry.lastIndexOf(':');
        return isPort ? entry.substring(0, colon) : entry;
    }
}
