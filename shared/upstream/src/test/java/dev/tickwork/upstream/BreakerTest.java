package dev.tickwork.upstream;

import static dev.tickwork.upstream.House.await;
import static dev.tickwork.upstream.House.eventually;
import static dev.tickwork.upstream.House.failure;
import static dev.tickwork.upstream.House.millis;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
class BreakerTest {
    @RegisterExtension
    final House house = new House();

    private final AtomicInteger status = new AtomicInteger(500);

    @Test
    void outages_in_a_row_open_it_and_then_nothing_is_sent() {
        Vendor vendor = vendor();
        UpstreamClient client = client(vendor, new BreakerPolicy(3, House.seconds(30)));
        IntStream.range(0, 3).forEach(i -> assertThat(failure(client.send(house.get("/x"))))
                .isInstanceOf(UpstreamFailure.Unavailable.class));

        UpstreamFailure refused = failure(client.send(house.get("/x")));

        assertThat(refused).isInstanceOfSatisfying(UpstreamFailure.BreakerOpen.class, open -> assertThat(open.until())
                .isEqualTo(House.NOON.plusSeconds(30)));
        assertThat(vendor.times()).isEqualTo(3);
        assertThat(client.refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal.code()).isEqualTo("breaker_open"));
        assertThat(client.status().breaker()).isEqualTo("open");
    }

    @Test
    void a_clock_that_is_moved_back_does_not_keep_it_shut_for_years() {
        UpstreamClient client = client(vendor(), new BreakerPolicy(1, House.seconds(30)));
        assertThat(failure(client.send(house.get("/x")))).isInstanceOf(UpstreamFailure.Unavailable.class);
        Instant yearsAgo = Instant.parse("2013-11-01T00:00:00Z");

        house.time.moveTo(yearsAgo);

        assertThat(failure(client.send(house.get("/x"))))
                .isInstanceOfSatisfying(UpstreamFailure.BreakerOpen.class, open -> assertThat(open.until())
                        .isEqualTo(yearsAgo.plusSeconds(30)));
    }

    @Test
    void noes_never_open_it_and_start_the_count_again() {
        Vendor vendor = vendor();
        UpstreamClient client = client(vendor, new BreakerPolicy(3, House.seconds(30)));

        for (int round = 0; round < 4; round++) {
            status.set(500);
            assertThat(failure(client.send(house.get("/x")))).isInstanceOf(UpstreamFailure.Unavailable.class);
            assertThat(failure(client.send(house.get("/x")))).isInstanceOf(UpstreamFailure.Unavailable.class);
            status.set(404);
            assertThat(await(client.send(house.get("/x"))).status()).isEqualTo(404);
        }

        assertThat(client.status().breaker()).isEqualTo("closed");
        assertThat(vendor.times()).isEqualTo(12);
    }

    @Test
    void too_fast_and_too_large_are_no_outages() {
        Vendor vendor = Vendor.answering(house.vertx, request -> {
            if (request.path().equals("/large")) {
                request.response().end("x".repeat(1_000));
                return;
            }
            request.response().setStatusCode(429).end();
        });
        UpstreamClient client = house.client(house.policy(vendor)
                .withBreaker(new BreakerPolicy(1, House.seconds(30)))
                .withMaxAnswerBytes(100));

        assertThat(failure(client.send(house.get("/large")))).isInstanceOf(UpstreamFailure.TooLarge.class);
        assertThat(failure(client.send(house.get("/fast")))).isInstanceOf(UpstreamFailure.RateLimited.class);

        assertThat(client.status().breaker()).isEqualTo("closed");
    }

    @Test
    void after_a_while_one_call_probes_and_its_answer_closes_it() throws Exception {
        Promise<Void> release = Promise.promise();
        var probes = new AtomicInteger();
        Vendor vendor = Vendor.answering(house.vertx, request -> {
            if (status.get() == 500) {
                request.response().setStatusCode(500).end();
                return;
            }
            probes.incrementAndGet();
            release.future().onSuccess(now -> request.response().end());
        });
        UpstreamClient client = house.client(house.policy(vendor)
                .withTimeouts(new Timeouts(millis(5_000), millis(5_000), millis(5_000)))
                .withBreaker(new BreakerPolicy(1, millis(50))));
        assertThat(failure(client.send(house.get("/x")))).isInstanceOf(UpstreamFailure.Unavailable.class);
        status.set(200);
        eventually(() -> client.status().breaker().equals("half_open"));

        List<Future<UpstreamAnswer>> calls = IntStream.range(0, 5)
                .mapToObj(i -> client.send(house.get("/x")))
                .toList();

        eventually(() -> calls.stream().filter(Future::failed).count() == 4);
        assertThat(calls.stream().filter(Future::failed).map(Future::cause))
                .allMatch(UpstreamFailure.BreakerOpen.class::isInstance);
        eventually(() -> probes.get() == 1);
        release.complete();
        eventually(() -> client.status().breaker().equals("closed"));
        assertThat(probes).hasValue(1);
        assertThat(await(client.send(house.get("/x"))).status()).isEqualTo(200);
    }

    @Test
    void a_probe_that_fails_opens_it_again() throws Exception {
        Vendor vendor = vendor();
        UpstreamClient client = client(vendor, new BreakerPolicy(1, millis(50)));
        assertThat(failure(client.send(house.get("/x")))).isInstanceOf(UpstreamFailure.Unavailable.class);
        eventually(() -> client.status().breaker().equals("half_open"));

        assertThat(failure(client.send(house.get("/x")))).isInstanceOf(UpstreamFailure.Unavailable.class);

        assertThat(failure(client.send(house.get("/x")))).isInstanceOf(UpstreamFailure.BreakerOpen.class);
        assertThat(vendor.times()).isEqualTo(2);
    }

    @Test
    void it_recovers_although_the_verticle_that_opened_it_is_gone() throws Exception {
        UpstreamClient client = client(vendor(), new BreakerPolicy(1, millis(100)));
        var caller = new VerticleBase() {
            @Override
            public Future<?> start() {
                return client.send(house.get("/x")).otherwiseEmpty();
            }
        };
        String deployment = await(house.vertx.deployVerticle(caller));
        assertThat(client.status().breaker()).isEqualTo("open");

        await(house.vertx.undeploy(deployment));

        eventually(() -> client.status().breaker().equals("half_open"));
    }

    @Test
    void answers_arrive_on_the_context_of_whoever_asked() {
        status.set(200);
        UpstreamClient client = client(vendor(), new BreakerPolicy(1, millis(100)));
        Promise<Boolean> same = Promise.promise();
        var caller = new VerticleBase() {
            @Override
            public Future<?> start() {
                return client.send(house.get("/x"))
                        .onComplete(done -> same.complete(Vertx.currentContext() == context));
            }
        };

        await(house.vertx.deployVerticle(caller));

        assertThat(await(same.future())).isTrue();
    }

    private Vendor vendor() {
        return Vendor.answering(
                house.vertx,
                request -> request.response().setStatusCode(status.get()).end());
    }

    private UpstreamClient client(Vendor vendor, BreakerPolicy policy) {
        return house.client(house.policy(vendor).withBreaker(policy));
    }
}
