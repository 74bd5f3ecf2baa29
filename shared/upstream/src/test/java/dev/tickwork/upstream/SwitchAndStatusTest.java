package dev.tickwork.upstream;

import static dev.tickwork.upstream.House.NOON;
import static dev.tickwork.upstream.House.await;
import static dev.tickwork.upstream.House.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.redis.Rate;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
class SwitchAndStatusTest {
    @RegisterExtension
    final House house = new House();

    @Test
    void the_kill_switch_refuses_the_internet_at_once_and_says_so() {
        var questions = new AtomicInteger();
        house.allowInternetSync = false;
        house.allowedHosts.add("api.example.com");
        house.names = host -> {
            questions.incrementAndGet();
            return Future.failedFuture("nobody should ask");
        };
        UpstreamClient client = house.client(ProviderPolicy.of(URI.create("https://api.example.com")));

        UpstreamFailure failure = failure(client.send(house.get("/x")));

        assertThat(failure).isInstanceOf(UpstreamFailure.SwitchedOff.class);
        assertThat(failure.code()).isEqualTo("internet_sync_disabled");
        assertThat(questions).hasValue(0);
        assertThat(house.pauses).isEmpty();
        assertThat(client.refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal).isInstanceOf(UpstreamFailure.SwitchedOff.class));
        assertThat(client.status().held()).contains("ALLOW_INTERNET_SYNC=false");
    }

    @Test
    void the_kill_switch_is_thrown_and_released_while_it_runs() {
        house.allowedHosts.add("api.example.com");
        house.names = host -> Future.failedFuture("no such name");
        Upstream door = house.door(ProviderPolicy.of(URI.create("https://api.example.com")));
        UpstreamClient client = door.client("vendor");

        door.allowInternet(false);
        assertThat(failure(client.send(house.get("/x")))).isInstanceOf(UpstreamFailure.SwitchedOff.class);

        door.allowInternet(true);
        assertThat(client.refusal()).isEmpty();
        assertThat(failure(client.send(house.get("/x")))).isNotInstanceOf(UpstreamFailure.SwitchedOff.class);
    }

    @Test
    void the_kill_switch_leaves_our_own_simulator_reachable() {
        house.allowInternetSync = false;
        Vendor simulator =
                Vendor.answering(house.vertx, request -> request.response().end());
        UpstreamClient client = house.client(simulator);

        assertThat(await(client.send(house.get("/x"))).status()).isEqualTo(200);
        assertThat(client.refusal()).isEmpty();
    }

    @Test
    void status_and_metrics_tell_what_happened() {
        var status = new AtomicInteger(200);
        Vendor vendor = Vendor.answering(
                house.vertx,
                request -> request.response().setStatusCode(status.get()).end());
        Upstream door = house.door(house.policy(vendor).withRate(new Rate(1, Duration.ofSeconds(1), 1)));
        UpstreamClient client = door.client("vendor");

        await(client.send(house.get("/x")));
        status.set(404);
        await(client.send(house.get("/x")));
        status.set(502);
        assertThat(failure(client.send(house.get("/x")))).isInstanceOf(UpstreamFailure.Unavailable.class);

        assertThat(door.status())
                .containsExactly(new UpstreamStatus(
                        "vendor",
                        "closed",
                        NOON.plusSeconds(1),
                        NOON.plusSeconds(2),
                        "vendor: 127.0.0.1/x answered 502",
                        null,
                        List.of()));
        assertThat(requests("2xx")).isEqualTo(1);
        assertThat(requests("4xx")).isEqualTo(1);
        assertThat(requests("upstream_unavailable")).isEqualTo(1);
        assertThat(house.meters
                        .get("tickwork.upstream.failures")
                        .tag("code", "upstream_unavailable")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(house.meters.get("tickwork.upstream.breaker.state").gauge().value())
                .isZero();
        Timer waits = house.meters.get("tickwork.upstream.limiter.wait").timer();
        assertThat(waits.count()).isEqualTo(3);
        assertThat(waits.max(TimeUnit.MILLISECONDS)).isEqualTo(1_000);
    }

    @Test
    void an_unknown_provider_is_a_mistake_of_ours() {
        Vendor vendor =
                Vendor.answering(house.vertx, request -> request.response().end());
        Upstream door = house.door(house.policy(vendor));

        assertThatThrownBy(() -> door.client("other"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other")
                .hasMessageContaining("vendor");
    }

    @Test
    void a_closed_door_lets_nothing_through() {
        Vendor vendor =
                Vendor.answering(house.vertx, request -> request.response().end());
        Upstream door = house.door(house.policy(vendor));

        await(door.close());

        assertThat(failure(door.client("vendor").send(house.get("/x"))))
                .isInstanceOf(UpstreamFailure.Unavailable.class);
        assertThat(vendor.times()).isZero();
    }

    @Test
    void configuration_that_makes_no_sense_is_named() {
        assertThatThrownBy(() -> ProviderPolicy.of(URI.create("ftp://x"))).hasMessageContaining("baseUrl");
        assertThatThrownBy(() -> ProviderPolicy.of(URI.create("https://x/?apikey=1")))
                .hasMessageContaining("baseUrl")
                .hasMessageNotContaining("apikey");
        assertThatThrownBy(() -> new CreditPlan(-1, 0, 0)).hasMessageContaining("-1 per minute");
        assertThatThrownBy(() -> new CreditPlan(1, 1, 1.5)).hasMessageContaining("liveReserve");
        assertThatThrownBy(() -> new BreakerPolicy(0, Duration.ofSeconds(1))).hasMessageContaining("failures");
        assertThatThrownBy(() -> HostPort.parse("localhost")).hasMessageContaining("host:port");
        assertThat(HostPort.parse("[::1]:8010"))
                .isEqualTo(new HostPort("::1", 8010))
                .hasToString("[::1]:8010");
        assertThat(new UpstreamConfig(true, Set.of("API.Example.com"), Set.of(), Map.of()).allowedHosts())
                .containsExactly("api.example.com");
    }

    private long requests(String outcome) {
        return house.meters
                .get("tickwork.upstream.requests")
                .tag("outcome", outcome)
                .timer()
                .count();
    }
}
