package dev.tickwork.upstream;

import static dev.tickwork.upstream.House.NOON;
import static dev.tickwork.upstream.House.await;
import static dev.tickwork.upstream.House.eventually;
import static dev.tickwork.upstream.House.failure;
import static dev.tickwork.upstream.House.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.redis.Rate;
import dev.tickwork.redis.RedisLink;
import dev.tickwork.testservers.RealRedis;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
class PaceAndCreditsTest {
    private static final Rate ONE_IN_SIX_SECONDS = new Rate(10, Duration.ofMinutes(1), 1);
    private static final CreditPlan FREE_PLAN = new CreditPlan(8, 20, 0.5);
    private static final Instant NEXT_MINUTE = NOON.plusSeconds(60);

    @RegisterExtension
    final House house = new House();

    @Test
    void calls_go_one_by_one_at_the_agreed_pace() {
        Vendor vendor = vendor();
        UpstreamClient client = house.client(house.policy(vendor).withRate(ONE_IN_SIX_SECONDS));

        List<Instant> moments = List.of(
                await(client.send(house.get("/x"))).receivedAt(),
                await(client.send(house.get("/x"))).receivedAt(),
                await(client.send(house.get("/x"))).receivedAt());

        assertThat(moments).containsExactly(NOON, NOON.plusSeconds(6), NOON.plusSeconds(12));
    }

    @Test
    void two_nodes_share_one_pace() {
        Vendor vendor = vendor();
        ProviderPolicy policy = house.policy(vendor).withRate(ONE_IN_SIX_SECONDS);
        UpstreamClient one = house.client(policy);
        UpstreamClient other = house.client(policy);
        await(one.send(house.get("/x")));

        UpstreamFailure failure = failure(other.send(UpstreamRequest.get("/x", NOON.plusSeconds(5))));

        assertThat(failure)
                .isInstanceOfSatisfying(UpstreamFailure.RateLimited.class, limited -> assertThat(limited.until())
                        .isEqualTo(NOON.plusSeconds(6)));
        assertThat(vendor.times()).isEqualTo(1);
    }

    @Test
    void a_crowd_of_backfills_does_not_take_the_turns_of_live_calls() throws Exception {
        Vendor vendor = vendor();
        Promise<Void> release = Promise.promise();
        house.pauseAs(duration -> release.future());
        UpstreamClient client = house.client(house.policy(vendor).withRate(ONE_IN_SIX_SECONDS));
        await(client.send(house.get("/first")));
        Instant tomorrow = NOON.plusSeconds(86_400);
        List<Future<UpstreamAnswer>> backfills = IntStream.range(0, 100)
                .mapToObj(i -> client.send(UpstreamRequest.get("/old", tomorrow).with(Priority.BACKFILL)))
                .toList();
        eventually(() -> house.pauses.size() == 1);

        Future<UpstreamAnswer> live = client.send(UpstreamRequest.get("/live", NOON.plusSeconds(30)));

        eventually(() -> house.pauses.size() == 2);
        assertThat(house.pauses).as("one backfill is before us").containsExactly(seconds(6), seconds(12));
        release.complete();
        assertThat(await(live).status()).isEqualTo(200);
        assertThat(await(Future.all(backfills)).succeeded()).isTrue();
    }

    @Test
    void two_nodes_share_a_hold() {
        Vendor vendor = vendor();
        ProviderPolicy policy = house.policy(vendor);
        await(house.client(policy).holdUntil(NOON.plusSeconds(45)));

        UpstreamAnswer answer = await(house.client(policy).send(UpstreamRequest.get("/x", NOON.plusSeconds(50))));

        assertThat(answer.receivedAt()).isEqualTo(NOON.plusSeconds(45));
    }

    @Test
    void who_has_a_turn_already_heeds_a_hold_of_another_node() throws Exception {
        Vendor vendor = vendor();
        ProviderPolicy policy = house.policy(vendor).withRate(ONE_IN_SIX_SECONDS);
        UpstreamClient one = house.client(policy);
        UpstreamClient other = house.client(policy);
        await(one.send(house.get("/x")));
        Promise<Void> release = Promise.promise();
        house.pauseAs(duration -> release.future());
        Future<UpstreamAnswer> hurried = one.send(UpstreamRequest.get("/hurried", NOON.plusSeconds(30)));
        Future<UpstreamAnswer> patient = one.send(UpstreamRequest.get("/patient", NOON.plusSeconds(90)));
        eventually(() -> house.pauses.size() == 2);

        await(other.holdUntil(NOON.plusSeconds(45)));
        house.time.advance(seconds(12));
        house.pauseAsUsual();
        release.complete();

        assertThat(failure(hurried)).isInstanceOfSatisfying(UpstreamFailure.RateLimited.class, limited -> {
            assertThat(limited.until()).isEqualTo(NOON.plusSeconds(45));
            assertThat(limited).hasMessage("vendor: said that we are too fast, asked again at 2026-03-02T12:00:45Z");
        });
        assertThat(await(patient).receivedAt()).isEqualTo(NOON.plusSeconds(45));
        assertThat(vendor.times()).isEqualTo(2);
    }

    @Test
    void a_call_that_has_to_come_later_is_told_whose_wish_that_is_and_is_no_failure() {
        Vendor vendor = vendor();
        ProviderPolicy policy = house.policy(vendor).withRate(ONE_IN_SIX_SECONDS);
        UpstreamClient client = house.client(policy);
        await(client.send(house.get("/x")));

        UpstreamFailure ours = failure(client.send(UpstreamRequest.get("/x", NOON.plusSeconds(5))));
        await(house.client(policy).holdUntil(NOON.plusSeconds(45)));
        UpstreamFailure theirs = failure(client.send(UpstreamRequest.get("/x", NOON.plusSeconds(5))));

        assertThat(ours).hasMessage("vendor: our pace allows the next call only at 2026-03-02T12:00:06Z");
        assertThat(theirs).hasMessage("vendor: said that we are too fast, asked again at 2026-03-02T12:00:45Z");
        assertThat(house.meters.get("tickwork.upstream.limiter.later").counter().count())
                .isEqualTo(2);
        assertThat(house.meters.find("tickwork.upstream.failures").counter()).isNull();
    }

    @Test
    void without_redis_a_node_keeps_the_pace_for_itself_and_comes_back() throws Exception {
        Vendor vendor = vendor();
        RedisLink link = house.link();
        UpstreamClient client = house.door(house.policy(vendor).withRate(ONE_IN_SIX_SECONDS), link)
                .client("vendor");
        RealRedis.shared().stop();
        eventually(() -> !link.isUp());

        List<Instant> moments = List.of(
                await(client.send(house.get("/x"))).receivedAt(),
                await(client.send(house.get("/x"))).receivedAt());

        assertThat(moments).containsExactly(NOON, NOON.plusSeconds(6));
        RealRedis.shared().start();
        eventually(link::isUp);
        assertThat(await(client.send(house.get("/x"))).receivedAt()).isEqualTo(NOON.plusSeconds(12));
        UpstreamClient other = house.client(house.policy(vendor).withRate(ONE_IN_SIX_SECONDS));
        assertThat(await(other.send(house.get("/x"))).receivedAt()).isEqualTo(NOON.plusSeconds(18));
    }

    @Test
    void credits_are_spent_by_all_nodes_together_before_anything_is_sent() {
        Vendor vendor = vendor();
        ProviderPolicy policy = house.policy(vendor).withCredits(FREE_PLAN);
        UpstreamClient one = house.client(policy);
        UpstreamClient other = house.client(policy);
        await(one.send(house.get("/x").costing(6)));

        UpstreamFailure failure = failure(other.send(house.get("/x").costing(6)));

        assertThat(failure)
                .isInstanceOfSatisfying(UpstreamFailure.BudgetExhausted.class, spent -> assertThat(spent.until())
                        .isEqualTo(NEXT_MINUTE));
        assertThat(vendor.times()).isEqualTo(1);
        assertThat(one.status().credits())
                .containsExactly(
                        new CreditsLeft("minute", 2, 8, NEXT_MINUTE),
                        new CreditsLeft("day", 14, 20, Instant.parse("2026-03-03T00:00:00Z")));
    }

    @Test
    void backfills_leave_the_live_reserve_alone() {
        Vendor vendor = vendor();
        UpstreamClient client = house.client(house.policy(vendor).withCredits(FREE_PLAN));
        await(client.send(house.get("/x").costing(4).with(Priority.BACKFILL)));

        UpstreamFailure failure = failure(client.send(house.get("/x").costing(1).with(Priority.BACKFILL)));

        assertThat(failure).isInstanceOf(UpstreamFailure.BudgetExhausted.class);
        assertThat(await(client.send(house.get("/x").costing(4))).status()).isEqualTo(200);
    }

    @Test
    void a_new_minute_has_new_credits_and_a_spent_day_lasts_until_midnight() {
        Vendor vendor = vendor();
        UpstreamClient client = house.client(house.policy(vendor).withCredits(new CreditPlan(8, 12, 0)));
        await(client.send(house.get("/x").costing(8)));
        house.time.advance(seconds(60));
        assertThat(client.status().credits()).extracting(CreditsLeft::left).containsExactly(8L, 4L);

        await(client.send(house.get("/x").costing(4)));
        UpstreamFailure failure = failure(client.send(house.get("/x").costing(4)));

        assertThat(failure)
                .isInstanceOfSatisfying(UpstreamFailure.BudgetExhausted.class, spent -> assertThat(spent.until())
                        .isEqualTo(Instant.parse("2026-03-03T00:00:00Z")));
    }

    @Test
    void the_vendor_may_know_better_what_is_left() {
        Vendor vendor = vendor();
        UpstreamClient client = house.client(house.policy(vendor).withCredits(FREE_PLAN));
        await(client.send(house.get("/x").costing(1)));

        await(client.creditsLeft(2));

        assertThat(client.status().credits().get(0).left()).isEqualTo(2);
        assertThat(failure(client.send(house.get("/x").costing(3))))
                .isInstanceOf(UpstreamFailure.BudgetExhausted.class);
        assertThat(house.meters
                        .get("tickwork.upstream.credits.left")
                        .tag("span", "minute")
                        .gauge()
                        .value())
                .isEqualTo(2);
    }

    @Test
    void a_node_can_ask_what_the_others_have_spent() {
        Vendor vendor = vendor();
        ProviderPolicy policy = house.policy(vendor).withCredits(FREE_PLAN);
        await(house.client(policy).send(house.get("/x").costing(5)));
        UpstreamClient other = house.client(policy);

        await(other.refreshCredits());

        assertThat(other.status().credits()).extracting(CreditsLeft::left).containsExactly(3L, 15L);
    }

    @Test
    void a_repeated_call_is_paid_again() {
        Vendor vendor = Vendor.answering(
                house.vertx, request -> request.response().setStatusCode(500).end());
        UpstreamClient client = house.client(house.policy(vendor)
                .withRetry(new RetryPolicy(1, seconds(1), seconds(60), seconds(120)))
                .withCredits(FREE_PLAN));

        assertThat(failure(client.send(house.get("/x").costing(3)))).isInstanceOf(UpstreamFailure.Unavailable.class);

        assertThat(client.status().credits().get(0).left()).isEqualTo(2);
    }

    @Test
    void more_than_the_plan_ever_holds_is_a_mistake_of_ours() {
        UpstreamClient client = house.client(house.policy(vendor()).withCredits(FREE_PLAN));

        assertThatThrownBy(() -> await(client.send(house.get("/x").costing(9))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cost 9");
    }

    @Test
    void nothing_is_spent_on_a_provider_that_is_down() {
        Vendor vendor = Vendor.answering(
                house.vertx, request -> request.response().setStatusCode(500).end());
        UpstreamClient client = house.client(house.policy(vendor)
                .withBreaker(new BreakerPolicy(1, seconds(30)))
                .withCredits(FREE_PLAN));
        assertThat(failure(client.send(house.get("/x").costing(1)))).isInstanceOf(UpstreamFailure.Unavailable.class);

        assertThat(failure(client.send(house.get("/x").costing(1)))).isInstanceOf(UpstreamFailure.BreakerOpen.class);

        assertThat(client.status().credits().get(0).left()).isEqualTo(7);
    }

    private Vendor vendor() {
        return Vendor.answering(house.vertx, request -> request.response().end());
    }
}
