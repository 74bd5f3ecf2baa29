package dev.tickwork.pricefetcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.redis.LastValue;
import dev.tickwork.redis.LastValues;
import dev.tickwork.redis.RedisConfig;
import dev.tickwork.redis.RedisLink;
import dev.tickwork.redis.RedisUrl;
import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TestRedis;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealRedis.class)
class LivePushTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private RedisLink link;
    private LastValues lastValues;
    private LivePush push;

    @BeforeEach
    void connect(TestRedis redis) throws Exception {
        var config = new RedisConfig(RedisUrl.parse(redis.url()), "sim:", Duration.ofMillis(300));
        link = RedisLink.open(vertx, config, new Random(1));
        await(link.firstUp());
        lastValues = new LastValues(link, Clock.fixed(NOON, ZoneOffset.UTC));
        push = new LivePush(new PriceBoard(), lastValues, List.of(Instruments.GOLD));
        await(lastValues.publish(List.of(value("prices.XAUUSD"), value("prices.BTCUSD"), value("candles.BTCUSD.1h"))));
    }

    @AfterEach
    void close() throws Exception {
        await(link.close());
        await(vertx.close());
    }

    @Test
    void takes_off_what_is_not_fetched_any_more_and_nothing_of_other_rooms() throws Exception {
        await(push.tidy());

        assertThat(await(lastValues.read(""))).containsOnlyKeys("candles.BTCUSD.1h", "prices.XAUUSD");
    }

    @Test
    @Timeout(30)
    void takes_it_off_with_the_first_prices_when_redis_was_away(TestRedis redis) throws Exception {
        redis.hang();
        await(push.tidy());
        assertThat(await(push.show(List.of()))).isPresent();

        redis.start();
        while (await(push.show(List.of())).isPresent()) {
            Thread.onSpinWait();
        }

        assertThat(await(lastValues.read("prices."))).containsOnlyKeys("prices.XAUUSD");
    }

    private static LastValue value(String topic) {
        return new LastValue(topic, NOON, "1");
    }

    @CanIgnoreReturnValue
    private static <T> T await(Future<T> future) throws Exception {
        return future.await(10, TimeUnit.SECONDS);
    }
}
