package dev.tickwork.upstream;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.net.InetAddress;
import java.util.List;

/**
 * How this process touches the world.
 *
 * @param http what the client trusts, among others
 * @param names whom it asks for addresses
 * @param pause how it waits; called on a home context
 */
record Outside(HttpClientOptions http, Names names, Pause pause) {
    private static final long ALMOST_A_MILLISECOND = 999_999;

    static Outside real(Vertx vertx) {
        return new Outside(
                new HttpClientOptions(),
                host -> vertx.executeBlocking(() -> List.of(InetAddress.getAllByName(host)), false),
                duration -> vertx.timer(Math.max(
                                1, duration.plusNanos(ALMOST_A_MILLISECOND).toMillis()))
                        .mapEmpty());
    }
}
