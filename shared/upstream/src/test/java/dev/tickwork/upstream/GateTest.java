package dev.tickwork.upstream;

import static dev.tickwork.upstream.House.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    private static final HostPort SIMULATOR = new HostPort("127.0.0.1", 8010);

    @Test
    void lets_only_listed_hosts_through() {
        Gate gate = gate(true, "93.184.215.14");

        assertThatCode(() -> gate.admit("vendor", URI.create("https://API.example.com/x")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> gate.admit("vendor", URI.create("https://evil.example.net/x")))
                .isInstanceOf(UpstreamFailure.NotAllowed.class)
                .hasMessage("vendor: host evil.example.net is not on the allow-list");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.example.com@evil.example.net/x",
                "https://user:pw@api.example.com/x",
                "https://api.example.com.evil.example.net/",
                "https://sub.api.example.com/",
                "https://api.example.com./",
                "http://127.0.0.1:8011/",
                "http://127.0.0.1/",
                "http://localhost:8010/",
                "ftp://api.example.com/x",
                "file:///etc/passwd",
                "gopher://api.example.com/"
            })
    void tricks_with_names_do_not_pass(String target) {
        Gate gate = gate(true, "93.184.215.14");

        assertThatThrownBy(() -> gate.admit("vendor", URI.create(target)))
                .isInstanceOf(UpstreamFailure.NotAllowed.class);
    }

    @Test
    void the_switch_closes_the_internet_but_not_our_own_network() {
        Gate gate = gate(false, "93.184.215.14");

        assertThatThrownBy(() -> gate.admit("vendor", URI.create("https://api.example.com/x")))
                .isInstanceOf(UpstreamFailure.SwitchedOff.class)
                .hasMessageContaining("ALLOW_INTERNET_SYNC=false");
        assertThatCode(() -> gate.admit("vendor", URI.create("http://127.0.0.1:8010/x")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> gate.admit("vendor", URI.create("https://evil.example.net/")))
                .as("the list comes before the switch")
                .isInstanceOf(UpstreamFailure.NotAllowed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "127.0.0.1", "169.254.169.254", "::1", "93.184.215.14,192.168.0.1"})
    void a_listed_name_that_leads_inside_is_refused(String addresses) {
        Gate gate = gate(true, addresses.split(","));

        Future<InetAddress> located = gate.locate("vendor", URI.create("https://api.example.com/x"));

        assertThatThrownBy(() -> await(located))
                .isInstanceOf(UpstreamFailure.NotAllowed.class)
                .hasMessageContaining("not public");
    }

    @Test
    void a_permitted_place_may_be_inside() {
        Gate gate = gate(true, "127.0.0.1");

        assertThat(await(gate.locate("vendor", URI.create("http://127.0.0.1:8010/x"))))
                .isEqualTo(House.literal("127.0.0.1"));
    }

    @Test
    void the_older_internet_is_preferred() {
        Gate gate = gate(true, "2606:4700::1", "93.184.215.14", "2606:4700::2");

        assertThat(await(gate.locate("vendor", URI.create("https://api.example.com/x"))))
                .isEqualTo(House.literal("93.184.215.14"));
    }

    private static Gate gate(boolean allowInternetSync, String... addresses) {
        var config = new UpstreamConfig(allowInternetSync, Set.of("Api.Example.com"), Set.of(SIMULATOR), Map.of());
        List<InetAddress> resolved =
                Arrays.stream(addresses).map(House::literal).toList();
        return new Gate(config, host -> Future.succeededFuture(resolved), new Random(1));
    }
}
