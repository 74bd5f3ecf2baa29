package dev.tickwork.redis;

import static dev.tickwork.redis.Redises.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TestRedis;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(RealRedis.class)
@Timeout(120)
class SharedRateLimitTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Rate TEN_A_MINUTE = new Rate(10, Duration.ofMinutes(1), 3);

    @RegisterExtension
    final Redises redises = new Redises();

    @Test
    void grants_the_burst_at_once_and_then_one_by_one(TestRedis redis) {
        var limit = new SharedRateLimit(redises.link(redis));

        List<Permit> permits = IntStream.range(0, 5)
                .mapToObj(i -> await(limit.reserve(patiently("api"), NOON)))
                .toList();

        assertThat(permits).extracting(Permit::granted).containsOnly(true);
        assertThat(permits)
                .extracting(Permit::delay)
                .containsExactly(seconds(0), seconds(0), seconds(0), seconds(6), seconds(12));
        assertThat(permits).extracting(Permit::remaining).containsExactly(2, 1, 0, 0, 0);
    }

    @Test
    void refuses_what_nobody_would_wait_for_and_takes_nothing_for_it(TestRedis redis) {
        var limit = new SharedRateLimit(redises.link(redis));
        IntStream.range(0, 3).forEach(i -> await(limit.tryAcquire("user:1", TEN_A_MINUTE, NOON)));

        Permit refused = await(limit.tryAcquire("user:1", TEN_A_MINUTE, NOON));

        assertThat(refused).isEqualTo(new Permit(false, seconds(6), 3, 0, seconds(18)));
        assertThat(await(limit.tryAcquire("user:1", TEN_A_MINUTE, NOON))).isEqualTo(refused);
        assertThat(await(limit.tryAcquire("user:2", TEN_A_MINUTE, NOON)).granted())
                .isTrue();
    }

    @Test
    void fills_up_again_with_time(TestRedis redis) {
        var limit = new SharedRateLimit(redises.link(redis));
        IntStream.range(0, 3).forEach(i -> await(limit.tryAcquire("api", TEN_A_MINUTE, NOON)));

        Permit later = await(limit.tryAcquire("api", TEN_A_MINUTE, NOON.plusSeconds(6)));
        Permit muchLater = await(limit.tryAcquire("api", TEN_A_MINUTE, NOON.plusSeconds(600)));

        assertThat(later).isEqualTo(new Permit(true, seconds(0), 3, 0, seconds(18)));
        assertThat(muchLater).isEqualTo(new Permit(true, seconds(0), 3, 2, seconds(6)));
    }

    @Test
    void an_interval_that_is_no_round_number_still_grants_its_whole_burst(TestRedis redis) {
        var limit = new SharedRateLimit(redises.link(redis));
        var sevenASecond = new Rate(7, Duration.ofSeconds(1), 7);

        List<Permit> permits = IntStream.range(0, 8)
                .mapToObj(i -> await(limit.tryAcquire("odd", sevenASecond, NOON)))
                .toList();

        assertThat(permits)
                .extracting(Permit::granted)
                .containsExactly(true, true, true, true, true, true, true, false);
        assertThat(permits).extracting(Permit::remaining).containsExactly(6, 5, 4, 3, 2, 1, 0, 0);
    }

    @Test
    void two_nodes_at_once_never_exceed_the_limit_together(TestRedis redis) {
        var hundred = new Rate(100, Duration.ofHours(1), 100);
        var nodes = List.of(new SharedRateLimit(redises.link(redis)), new SharedRateLimit(redises.link(redis)));

        List<Future<Permit>> answers = IntStream.range(0, 500)
                .mapToObj(i -> nodes.get(i % 2).tryAcquire("api", hundred, NOON))
                .toList();
        await(Future.all(answers));

        assertThat(answers.stream().filter(answer -> answer.result().granted())).hasSize(100);
    }

    @Test
    void nobody_goes_before_the_end_of_a_hold(TestRedis redis) {
        var one = new SharedRateLimit(redises.link(redis));
        var other = new SharedRateLimit(redises.link(redis));

        await(one.holdUntil("api", TEN_A_MINUTE, NOON.plusSeconds(60), NOON));
        await(one.holdUntil("api", TEN_A_MINUTE, NOON.plusSeconds(30), NOON));

        assertThat(await(other.reserve(patiently("api"), NOON)).delay()).isEqualTo(seconds(60));
        assertThat(await(other.reserve(patiently("api"), NOON)).delay()).isEqualTo(seconds(66));
    }

    @Test
    void a_hold_is_known_to_who_has_a_turn_already(TestRedis redis) throws Exception {
        RedisLink link = redises.link(redis);
        var one = new SharedRateLimit(link);
        var other = new SharedRateLimit(redises.link(redis));
        assertThat(await(other.heldUntil("api", NOON))).isEqualTo(Instant.EPOCH);

        await(one.holdUntil("api", TEN_A_MINUTE, NOON.plusSeconds(60), NOON));
        await(other.holdUntil("api", TEN_A_MINUTE, NOON.plusSeconds(30), NOON));

        assertThat(await(other.heldUntil("api", NOON.plusSeconds(5)))).isEqualTo(NOON.plusSeconds(60));
        assertThat(await(other.heldUntil("api", NOON.minusSeconds(3600))))
                .as("after the clock was moved back")
                .isEqualTo(Instant.EPOCH);
        redis.stop();
        RedisLinkTest.eventually(() -> !link.isUp());
        assertThat(await(one.heldUntil("api", NOON.plusSeconds(5)))).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void refusals_are_counted_by_all_nodes_until_there_is_an_answer(TestRedis redis) {
        var one = new SharedRateLimit(redises.link(redis));
        var other = new SharedRateLimit(redises.link(redis));
        assertThat(refused(one, "a", "b")).containsExactly(1, 1);

        assertThat(refused(other, "a", "c")).containsExactly(2, 1);
        await(one.answered(List.of("a", "c")));

        assertThat(refused(other, "a", "b", "c")).containsExactly(1, 2, 1);
    }

    @Test
    void without_redis_each_node_counts_refusals_on_from_what_it_knows(TestRedis redis) throws Exception {
        RedisLink link = redises.link(redis);
        var limit = new SharedRateLimit(link);
        assertThat(refused(limit, "a", "b")).containsExactly(1, 1);
        redis.stop();
        RedisLinkTest.eventually(() -> !link.isUp());

        assertThat(refused(limit, "a", "b")).containsExactly(2, 2);
        await(limit.answered(List.of("a")));
        assertThat(refused(limit, "a", "b")).containsExactly(1, 3);
    }

    @Test
    void without_redis_each_node_goes_on_from_what_it_knows(TestRedis redis) throws Exception {
        RedisLink link = redises.link(redis);
        var limit = new SharedRateLimit(link);
        await(limit.tryAcquire("api", TEN_A_MINUTE, NOON));
        await(limit.tryAcquire("api", TEN_A_MINUTE, NOON));

        redis.stop();
        RedisLinkTest.eventually(() -> !link.isUp());

        assertThat(await(limit.tryAcquire("api", TEN_A_MINUTE, NOON)).granted()).isTrue();
        assertThat(await(limit.tryAcquire("api", TEN_A_MINUTE, NOON)))
                .isEqualTo(new Permit(false, seconds(6), 3, 0, seconds(18)));
    }

    @Test
    void redis_learns_what_was_taken_while_it_was_away(TestRedis redis) throws Exception {
        RedisLink link = redises.link(redis);
        var limit = new SharedRateLimit(link);
        var other = new SharedRateLimit(redises.link(redis));
        redis.stop();
        RedisLinkTest.eventually(() -> !link.isUp());
        IntStream.range(0, 2).forEach(i -> await(limit.tryAcquire("api", TEN_A_MINUTE, NOON)));

        redis.start();
        RedisLinkTest.eventually(link::isUp);
        await(limit.tryAcquire("api", TEN_A_MINUTE, NOON));

        RedisLinkTest.eventually(
                () -> !await(other.tryAcquire("api", TEN_A_MINUTE, NOON)).granted());
    }

    @Test
    void redis_and_the_node_decide_alike(TestRedis redis) throws Exception {
        RedisLink link = redises.link(redis);
        var random = new Random(42);
        List<PermitRequest> requests = IntStream.range(0, 200)
                .mapToObj(i -> new PermitRequest(
                        "x",
                        new Rate(7, Duration.ofSeconds(3), 4),
                        1 + random.nextInt(3),
                        Duration.ofMillis(random.nextInt(4_000))))
                .toList();
        List<Instant> moments = IntStream.range(0, 200)
                .mapToObj(i -> NOON.plusMillis(i * 300L + random.nextInt(200)))
                .toList();
        var shared = new RedisRateLimit(link);
        var local = new LocalRateLimit();

        for (int i = 0; i < requests.size(); i++) {
            long now = moments.get(i).toEpochMilli() * 1_000;
            assertThat(await(shared.take(requests.get(i), now, 0))).isEqualTo(local.take(requests.get(i), now));
        }
    }

    @Test
    void a_node_does_not_remember_users_that_are_long_gone() {
        var local = new LocalRateLimit();
        for (int user = 0; user < 30_000; user++) {
            long now = NOON.plusSeconds(user).toEpochMilli() * 1_000;
            assertThat(local.take(new PermitRequest("user:" + user, TEN_A_MINUTE, 1, Duration.ZERO), now)
                            .granted())
                    .isTrue();
        }

        long end = NOON.plusSeconds(30_000).toEpochMilli() * 1_000;
        assertThat(local.known("user:0", end)).isZero();
        assertThat(local.known("user:29999", end)).isPositive();
    }

    @Test
    void a_clock_that_is_moved_back_does_not_stop_everything(TestRedis redis) throws Exception {
        RedisLink link = redises.link(redis);
        var limit = new SharedRateLimit(link);
        var other = new SharedRateLimit(redises.link(redis));
        await(limit.holdUntil("api", TEN_A_MINUTE, NOON.plusSeconds(60), NOON));
        Instant yearsAgo = Instant.parse("2013-11-01T00:00:00Z");

        Permit shared = await(limit.tryAcquire("api", TEN_A_MINUTE, yearsAgo));
        Permit sharedToo = await(other.tryAcquire("api", TEN_A_MINUTE, yearsAgo.minusSeconds(2)));
        redis.stop();
        RedisLinkTest.eventually(() -> !link.isUp());
        Permit alone = await(limit.tryAcquire("api", TEN_A_MINUTE, yearsAgo.minusSeconds(600)));

        assertThat(shared).isEqualTo(new Permit(true, seconds(0), 3, 2, seconds(6)));
        assertThat(sharedToo)
                .as("a clock that is a little behind")
                .isEqualTo(new Permit(true, seconds(0), 3, 0, seconds(14)));
        assertThat(alone).isEqualTo(new Permit(true, seconds(0), 3, 2, seconds(6)));
    }

    private static List<Integer> refused(SharedRateLimit limit, String... names) {
        return await(limit.refused(List.of(names), Duration.ofMinutes(5)));
    }

    private static PermitRequest patiently(String name) {
        return new PermitRequest(name, TEN_A_MINUTE, 1, Duration.ofMinutes(5));
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
