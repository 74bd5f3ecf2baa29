package dev.tickwork.gateway.http;

import dev.tickwork.messages.ApiProblem;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/**
 * Refuses what other pages make a browser send, for a gateway that asks nobody who they are. A page of another origin says
 * so in {@code Origin}; a page whose own name was made to lead to this machine says that name in {@code Host}.
 *
 * @see <a href="https://en.wikipedia.org/wiki/DNS_rebinding">DNS rebinding</a>
 */
public final class OwnPagesOnly implements Handler<RoutingContext> {
    private static final String LOCALHOST = "localhost";
    private static final Set<String> SCHEMES = Set.of("http://", "https://");

    private final Set<String> namedOrigins;

    /** @param namedOrigins whose pages may call all the same */
    public OwnPagesOnly(Set<String> namedOrigins) {
        this.namedOrigins = Set.copyOf(namedOrigins);
    }

    @Override
    public void handle(RoutingContext request) {
        String host = host(request.request());
        String origin = request.request().getHeader(HttpHeaders.ORIGIN);
        boolean isOurs = origin == null || isOwn(origin, host) || namedOrigins.contains(origin);
        if (isOurs && isLoopback(host)) {
            request.next();
            return;
        }
        request.fail(
                ApiProblem.of(
                        403,
                        "foreign_page",
                        "nobody is asked who they are here, so only this machine's own pages and programs may ask, by its own name"));
    }

    /** As the browser wrote it: what a proxy's header says, a page could say too. */
    private static String host(HttpServerRequest request) {
        String host = request.getHeader(HttpHeaders.HOST);
        HostAndPort authority = request.authority();
        return host == null && authority != null ? authority.toString() : String.valueOf(host);
    }

    private static boolean isOwn(String origin, String host) {
        return SCHEMES.stream().anyMatch(scheme -> origin.equals(scheme + host));
    }

    private static boolean isLoopback(String host) {
        HostAndPort parsed = HostAndPort.parseAuthority(host, -1);
        return parsed != null && (parsed.host().equals(LOCALHOST) || isLoopbackAddress(parsed.host()));
    }

    /** A name that only begins like an address has none. */
    private static boolean isLoopbackAddress(String host) {
        String bare = host.replaceAll("^\\[|]$", "");
        String address =
                bare.isEmpty() ? null : SocketAddress.inetSocketAddress(0, bare).hostAddress();
        return address != null && (address.startsWith("127.") || address.equals("0:0:0:0:0:0:0:1"));
    }
}
