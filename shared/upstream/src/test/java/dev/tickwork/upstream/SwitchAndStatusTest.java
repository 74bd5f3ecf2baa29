package dev.tickwork.upstream;

import static dev.tickwork.upstream.House.NOON;
import static dev.tickwork.upstream.House.await;
import static dev.tickwork.upstream.House.eventually;
import static dev.tickwork.upstream.House.failure;
import static dev.tickwork.upstream.House.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.redis.Rate;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
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
    private static final Rate ONE_IN_TEN_SECONDS = new Rate(1, Duration.ofSeconds(10), 1);

    @RegisterExtension
    final House house = new House();

    private final ProviderPolicy outside = House.once(URI.create("https://api.example.com"));
    private final AtomicInteger asked = new AtomicInteger();

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
        nobodyIsFoundOutside();
        Upstream door = house.door(outside);
        UpstreamClient client = door.client("vendor");

        door.allowInternet(false);
        assertThat(failure(client.send(house.get("/x")))).isInstanceOf(UpstreamFailure.SwitchedOff.class);
        assertThat(asked).hasValue(0);

        door.allowInternet(true);
        assertThat(client.refusal()).isEmpty();
        assertThat(failure(client.send(house.get("/x"))))
                .isInstanceOf(UpstreamFailure.Unavailable.class)
                .hasMessageContaining("no such name");
        assertThat(asked).hasValue(1);
    }

    @Test
    void a_call_that_waits_for_its_turn_is_not_sent_once_the_switch_is_thrown() throws Exception {
        Promise<Void> turn = outsideWithWaits();
        Upstream door = house.door(outside.withRate(ONE_IN_TEN_SECONDS).withCredits(new CreditPlan(8, 20, 0)));
        UpstreamClient client = door.client("vendor");
        failure(client.send(house.get("/x").costing(1)));

        Future<UpstreamAnswer> second = client.send(house.get("/x").costing(1));
        throwWhileItWaits(door, turn);

        assertThat(failure(second)).isInstanceOf(UpstreamFailure.SwitchedOff.class);
        assertThat(asked).as("the first one only").hasValue(1);
        assertThat(client.status().credits().get(0).left()).isEqualTo(7);
    }

    @Test
    void a_call_that_waits_to_be_repeated_is_not_sent_once_the_switch_is_thrown() throws Exception {
        Promise<Void> backoff = outsideWithWaits();
        Upstream door = house.door(outside.withRetry(new RetryPolicy(1, seconds(2), seconds(60), seconds(120))));

        Future<UpstreamAnswer> call = door.client("vendor").send(house.get("/x"));
        throwWhileItWaits(door, backoff);

        assertThat(failure(call)).isInstanceOf(UpstreamFailure.SwitchedOff.class);
        assertThat(asked).as("the first attempt only").hasValue(1);
    }

    @Test
    void a_socket_that_waits_for_its_turn_is_not_opened_once_the_switch_is_thrown() throws Exception {
        Promise<Void> turn = outsideWithWaits();
        Upstream door = house.door(outside.withRate(ONE_IN_TEN_SECONDS));
        UpstreamClient client = door.client("vendor");
        failure(client.connect(house.get("/x")));

        Future<UpstreamSocket> second = client.connect(house.get("/x"));
        throwWhileItWaits(door, turn);

        assertThat(failure(second)).isInstanceOf(UpstreamFailure.SwitchedOff.class);
        assertThat(asked).as("the first one only").hasValue(1);
    }

    @Test
    void a_mail_that_waits_for_its_turn_is_not_handed_over_once_the_switch_is_thrown() throws Exception {
        Promise<Void> turn = outsideWithWaits();
        var server = new HostPort("api.example.com", 587);
        Upstream door = house.mailHouse(
                MailPolicy.of(server, MailTls.STARTTLS, "tickwork@example.org").withRate(ONE_IN_TEN_SECONDS));
        MailDoor mail = door.mail().orElseThrow();
        failure(mail.send(house.mail()));

        Future<Void> second = mail.send(house.mail());
        throwWhileItWaits(door, turn);

        assertThat(failure(second)).isInstanceOf(UpstreamFailure.SwitchedOff.class);
        assertThat(asked).as("the first one only").hasValue(1);
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

    /** Nobody is found outside, and who waits does so until it is told. @return ends all waiting */
    private Promise<Void> outsideWithWaits() {
        Promise<Void> waiting = Promise.promise();
        nobodyIsFoundOutside();
        house.pauseAs(duration -> waiting.future());
        return waiting;
    }

    private void nobodyIsFoundOutside() {
        house.allowedHosts.add("api.example.com");
        house.names = host -> {
            asked.incrementAndGet();
            return Future.failedFuture("no such name");
        };
    }

    private void throwWhileItWaits(Upstream door, Promise<Void> waiting) throws InterruptedException {
        eventually(() -> house.pauses.size() == 1);
        door.allowInternet(false);
        waiting.complete();
    }

    private long requests(String outcome) {
        return house.meters
                .get("tickwork.upstream.requests")
                .tag("outcome", outcome)
                .timer()
                .count();
    }
}
