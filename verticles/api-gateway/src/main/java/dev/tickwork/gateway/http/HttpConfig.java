package dev.tickwork.gateway.http;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How the gateway listens.
 *
 * @param host the address to listen on
 * @param port 0 for any free one
 * @param aliasPorts where the same is served
 * @param corsOrigins whose pages may call it from a browser; usually none
 * @param behindProxy whether {@code X-Forwarded-*} headers are believed
 * @param bodyBytes the largest body that is taken
 * @param accessLog whether each request gets a line in the log
 */
public record HttpConfig(
        String host,
        int port,
        List<Integer> aliasPorts,
        Set<String> corsOrigins,
        boolean behindProxy,
        int bodyBytes,
        boolean accessLog) {
    private static final int HIGHEST_PORT = 65_535;
    private static final int SMALLEST_BODY = 1_024;

    public HttpConfig {
        aliasPorts = List.copyOf(aliasPorts);
        corsOrigins = Set.copyOf(corsOrigins);
        refuseUnless(!host.isBlank(), "host: is empty; 127.0.0.1 for this machine only, 0.0.0.0 for all");
        refuseUnless(isPort(port), "port: " + port + " is not between 0 and 65535");
        for (int alias : aliasPorts) {
            refuseUnless(isPort(alias) && alias != 0, "aliasPorts: " + alias + " is not between 1 and 65535");
        }
        refuseUnless(
                new LinkedHashSet<>(aliasPorts).size() == aliasPorts.size() && !aliasPorts.contains(port),
                "aliasPorts: names a port twice");
        refuseUnless(!corsOrigins.contains("*"), "corsOrigins: * would let any page call; name the origins");
        refuseUnless(bodyBytes >= SMALLEST_BODY, "bodyBytes: " + bodyBytes + " is less than " + SMALLEST_BODY);
    }

    /** Whether nobody outside of this machine can reach it. */
    public boolean isLoopback() {
        return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
    }

    private static boolean isPort(int port) {
        return port >= 0 && port <= HIGHEST_PORT;
    }

    private static void refuseUnless(boolean fits, String complaint) {
        if (!fits) {
            throw new IllegalArgumentException(complaint);
        }
    }
}
