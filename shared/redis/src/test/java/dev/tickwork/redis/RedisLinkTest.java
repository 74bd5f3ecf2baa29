package dev.tickwork.redis;

import static dev.tickwork.redis.Redises.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TestRedis;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(RealRedis.class)
@Timeout(120)
class RedisLinkTest {
    @RegisterExtension
    final Redises redises = new Redises();

    @Test
    void keeps_a_text_for_its_time_under_the_prefix_of_its_world(TestRedis redis) {
        RedisLink link = redises.link(redis);
        RedisLink real = redises.open(new RedisConfig(RedisUrl.parse(redis.url()), ""));
        await(real.firstUp());

        await(new Cache(link).put(RedisKeys.price("XAUUSD"), "{\"price\":\"1.5\"}", Duration.ofSeconds(60)));

        assertThat(await(new Cache(link).get("price:XAUUSD"))).contains("{\"price\":\"1.5\"}");
        assertThat(await(new Cache(real).get("price:XAUUSD"))).isEmpty();
        assertThat(await(new Cache(real).get("sim:price:XAUUSD"))).contains("{\"price\":\"1.5\"}");
    }

    @Test
    void forgets_what_has_expired_and_what_is_removed(TestRedis redis) throws InterruptedException {
        var cache = new Cache(redises.link(redis));
        await(cache.put("short", "1", Duration.ofMillis(1)));
        await(cache.put("long", "2", Duration.ofMinutes(1)));

        int removed = await(cache.remove(List.of("long", "never")));

        assertThat(removed).isEqualTo(1);
        assertThat(await(cache.get("long"))).isEmpty();
        eventually(() -> await(cache.get("short")).isEmpty());
    }

    @Test
    void fails_at_once_while_redis_is_away_and_works_again_when_it_is_back(TestRedis redis) throws Exception {
        RedisLink link = redises.link(redis);
        BlockingQueue<Boolean> changes = new LinkedBlockingQueue<>();
        link.onChange(changes::add);
        var cache = new Cache(link);

        redis.stop();

        assertThat(changes.poll(30, TimeUnit.SECONDS)).isFalse();
        assertThat(link.isUp()).isFalse();
        assertThat(link.trouble()).isNotBlank();
        Future<?> refused = cache.get("x");
        assertThat(refused.isComplete()).as("no waiting while away").isTrue();
        assertThat(refused.cause()).isInstanceOf(RedisDown.class);
        redis.start();
        assertThat(changes.poll(30, TimeUnit.SECONDS)).isTrue();
        assertThat(link.isUp()).isTrue();
        assertThat(await(cache.get("x"))).isEmpty();
    }

    @Test
    void commands_under_way_fail_when_redis_goes_away(TestRedis redis) {
        var cache = new Cache(redises.link(redis));
        redis.hang();
        List<Future<?>> underWay = IntStream.range(0, 100)
                .<Future<?>>mapToObj(i -> cache.put("k" + i, "v", Duration.ofMinutes(1)))
                .toList();

        redis.stop();

        assertThat(underWay)
                .allSatisfy(command -> assertThatThrownBy(() -> await(command)).isInstanceOf(RedisDown.class));
    }

    @Test
    void no_command_hangs_on_a_server_that_says_nothing(TestRedis redis) throws Exception {
        RedisLink link = redises.open(Redises.impatient(redis));
        await(link.firstUp());
        redis.hang();

        Future<?> unanswered = new Cache(link).get("x");

        assertThatThrownBy(() -> await(unanswered)).isInstanceOf(RedisDown.class);
        eventually(() -> !link.isUp());
        assertThat(link.trouble())
                .as("given up for the command, not for a heartbeat")
                .contains("no answer within");
        redis.start();
        eventually(link::isUp);
        assertThat(await(new Cache(link).get("x"))).isEmpty();
    }

    @Test
    void starts_without_redis_and_finds_it_later(TestRedis redis) {
        redis.stop();
        RedisLink link = redises.open(Redises.config(redis));

        redis.start();

        await(link.firstUp());
        assertThat(await(new Cache(link).get("x"))).isEmpty();
    }

    @Test
    void a_foreign_key_of_another_type_is_a_refusal_and_no_outage(TestRedis redis) {
        RedisLink link = redises.link(redis);
        await(new LastValues(link, Clock.systemUTC()).publish(List.of(new LastValue("t", Instant.EPOCH, "{}"))));

        Future<?> wrongType = new Cache(link).get("last:t");

        assertThatThrownBy(() -> await(wrongType))
                .isInstanceOf(RedisRefused.class)
                .hasMessageStartingWith("WRONGTYPE");
        assertThat(link.isUp()).isTrue();
    }

    @Test
    void stays_away_after_close(TestRedis redis) {
        RedisLink link = redises.link(redis);

        await(link.close());

        assertThatThrownBy(() -> await(new Cache(link).get("x"))).isInstanceOf(RedisDown.class);
        assertThat(link.isUp()).isFalse();
    }

    static void eventually(BooleanSupplier claim) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!claim.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("claim did not come true within 30 s")
                    .isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
