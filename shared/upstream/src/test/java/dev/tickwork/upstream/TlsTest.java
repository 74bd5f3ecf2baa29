package dev.tickwork.upstream;

import static dev.tickwork.upstream.House.await;
import static dev.tickwork.upstream.House.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JksOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** We connect to an address that we chose, yet the certificate must be that of the name. */
@Timeout(120)
class TlsTest {
    @TempDir
    static Path folder;

    static JksOptions store;

    @RegisterExtension
    final House house = new House();

    private final List<String> names = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void makeCertificate() throws Exception {
        store = Certificates.of("api.example.com", folder);
    }

    @Test
    void the_certificate_of_the_name_is_accepted_and_the_name_is_told() {
        Vendor vendor = vendor();
        UpstreamClient client = client(vendor, "api.example.com", new HttpClientOptions().setTrustOptions(store));

        UpstreamAnswer answer = await(client.send(house.get("/x")));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(names).containsExactly("api.example.com for api.example.com:" + vendor.port());
    }

    @Test
    void the_certificate_of_another_name_is_refused() {
        Vendor vendor = vendor();
        UpstreamClient client = client(vendor, "other.example.com", new HttpClientOptions().setTrustOptions(store));

        assertThat(failure(client.send(house.get("/x")))).isInstanceOf(UpstreamFailure.Unavailable.class);
        assertThat(names).isEmpty();
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_refused() {
        UpstreamClient client = client(vendor(), "api.example.com", new HttpClientOptions());

        assertThat(failure(client.send(house.get("/x")))).isInstanceOf(UpstreamFailure.Unavailable.class);
        assertThat(names).isEmpty();
    }

    private Vendor vendor() {
        var options = new HttpServerOptions().setSsl(true).setSni(true).setKeyCertOptions(store);
        return Vendor.answering(house.vertx, options, request -> {
            names.add(request.connection().indicatedServerName() + " for " + request.authority());
            request.response().end();
        });
    }

    private UpstreamClient client(Vendor vendor, String host, HttpClientOptions http) {
        house.http = http;
        house.permitted.add(new HostPort(host, vendor.port()));
        house.names = asked -> Future.succeededFuture(List.of(House.literal("127.0.0.1")));
        return house.client(House.once(URI.create("https://" + host + ":" + vendor.port())));
    }
}
