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
 */
record Outside(HttpClientOptions http, Names names) {
    static Outside real(Vertx vertx) {
        return new Outside(
                new HttpClientOptions(),
                host -> vertx.executeBlocking(() -> List.of(InetAddress.getAllByName(host)), false));
    }
}
