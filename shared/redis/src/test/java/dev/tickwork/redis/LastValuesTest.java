package dev.tickwork.redis;

import static dev.tickwork.redis.Redises.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TestRedis;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(RealRedis.class)
@Timeout(120)
class LastValuesTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Duration CACHED = Duration.ofSeconds(30);
    private static final String GAP = "(gap)";

    @RegisterExtension
    final Redises redises = new Redises();

    @Test
    void keeps_caches_and_pushes_a_new_value(TestRedis redis) throws Exception {
        RedisLink link = redises.link(redis);
        BlockingQueue<String> heard = listen(redis);

        int newer = await(values(link).publish(List.of(gold("2000.10", NOON), value("jobs.x", NOON, "{}"))));

        assertThat(newer).isEqualTo(2);
        assertThat(await(values(link).last("prices.XAUUSD"))).contains("\"2000.10\"");
        assertThat(await(new Cache(link).get(RedisKeys.price("XAUUSD")))).contains("\"2000.10\"");
        assertThat(next(heard)).isEqualTo("prices.XAUUSD \"2000.10\"");
        assertThat(next(heard)).isEqualTo("jobs.x {}");
    }

    @Test
    void an_older_value_never_replaces_a_newer_one(TestRedis redis) throws Exception {
        RedisLink link = redises.link(redis);
        var values = values(link);
        await(values.publish(List.of(gold("new", NOON))));
        BlockingQueue<String> heard = listen(redis);

        int newer = await(values.publish(List.of(gold("old", NOON.minusNanos(1_000)))));

        assertThat(newer).isZero();
        assertThat(await(values.last("prices.XAUUSD"))).contains("\"new\"");
        assertThat(await(new Cache(link).get(RedisKeys.price("XAUUSD")))).contains("\"new\"");
        await(values.announce("mark", "end"));
        assertThat(next(heard)).isEqualTo("mark end");
    }

    @Test
    void a_correction_of_the_same_moment_is_pushed_and_a_repetition_is_not(TestRedis redis) throws Exception {
        var values = values(redises.link(redis));
        await(values.publish(List.of(gold("1", NOON))));
        BlockingQueue<String> heard = listen(redis);

        int repeated = await(values.publish(List.of(gold("1", NOON))));
        int corrected = await(values.publish(List.of(gold("2", NOON))));

        assertThat(repeated).isZero();
        assertThat(corrected).isEqualTo(1);
        assertThat(next(heard)).isEqualTo("prices.XAUUSD \"2\"");
    }

    @Test
    void a_value_from_the_future_does_not_stay_for_ever(TestRedis redis) {
        var values = values(redises.link(redis));
        await(values.publish(List.of(gold("absurd", NOON.plusSeconds(86_400)))));

        int newer = await(values.publish(List.of(gold("true", NOON))));

        assertThat(newer).isEqualTo(1);
        assertThat(await(values.last("prices.XAUUSD"))).contains("\"true\"");
    }

    @Test
    void a_value_a_little_ahead_of_the_clock_is_believed(TestRedis redis) {
        var values = values(redises.link(redis));
        await(values.publish(List.of(gold("ahead", NOON.plusSeconds(299)))));

        int newer = await(values.publish(List.of(gold("older", NOON))));

        assertThat(newer).isZero();
    }

    @Test
    void the_newest_of_many_writers_wins(TestRedis redis) {
        List<LastValues> writers = List.of(values(redises.link(redis)), values(redises.link(redis)));
        List<Integer> moments = new ArrayList<>(IntStream.range(0, 500).boxed().toList());
        Collections.shuffle(moments, new Random(11));

        List<Future<Integer>> writes = moments.stream()
                .map(moment -> writers.get(moment % 2).publish(List.of(gold("" + moment, NOON.plusMillis(moment)))))
                .toList();
        await(Future.all(writes));

        assertThat(await(writers.get(0).last("prices.XAUUSD"))).contains("\"499\"");
    }

    @Test
    void ten_thousand_topics_are_written_and_read_by_prefix(TestRedis redis) {
        var values = values(redises.link(redis));
        List<LastValue> many = IntStream.range(0, 10_000)
                .mapToObj(i -> value("prices.S%05d".formatted(i), NOON, "{\"n\":" + i + "}"))
                .toList();
        await(values.publish(List.of(value("news", NOON, "n"), value("pricesque", NOON, "q"))));

        int newer = await(values.publish(many));

        assertThat(newer).isEqualTo(10_000);
        var read = await(values.read("prices."));
        assertThat(read).hasSize(10_000).containsEntry("prices.S09999", "{\"n\":9999}");
        assertThat(List.copyOf(read.keySet())).isSorted();
        assertThat(await(values.read(""))).hasSize(10_002);
        assertThat(await(values.read("none."))).isEmpty();
    }

    @Test
    void the_feed_subscribes_again_and_tells_of_the_gap(TestRedis redis) throws Exception {
        RedisLink link = redises.link(redis);
        BlockingQueue<String> heard = listen(redis);

        redis.stop();
        RedisLinkTest.eventually(() -> !link.isUp());
        redis.start();

        assertThat(next(heard)).isEqualTo(GAP);
        RedisLinkTest.eventually(link::isUp);
        await(values(link).publish(List.of(gold("after", NOON))));
        assertThat(next(heard)).isEqualTo("prices.XAUUSD \"after\"");
    }

    @Test
    void the_feed_notices_a_server_that_has_gone_silent(TestRedis redis) throws Exception {
        var ear = new Ear();
        LiveFeed feed = redises.feed(Redises.impatient(redis), ear);

        redis.hang();

        RedisLinkTest.eventually(() -> !feed.isUp());
        redis.start();
        assertThat(next(ear.heard)).isEqualTo(GAP);
    }

    @Test
    void forgets_the_other_topics_of_a_family_and_says_so(TestRedis redis) throws Exception {
        LastValues values = values(redises.link(redis));
        BlockingQueue<String> heard = listen(redis);
        await(values.publish(List.of(
                value("candles.BTCUSD.1h", NOON, "1"),
                value("prices.BTCUSD", NOON, "2"),
                value("prices.XAUUSD", NOON, "3"))));
        assertThat(List.of(next(heard), next(heard), next(heard)))
                .containsExactly("candles.BTCUSD.1h 1", "prices.BTCUSD 2", "prices.XAUUSD 3");

        int forgotten = await(values.keepOnly("prices.", List.of("prices.XAUUSD", "prices.EURUSD")));

        assertThat(forgotten).isEqualTo(1);
        assertThat(next(heard)).isEqualTo("gone prices.BTCUSD");
        assertThat(await(values.read(""))).containsOnlyKeys("candles.BTCUSD.1h", "prices.XAUUSD");
        assertThat(await(values.last("prices.BTCUSD"))).isEmpty();
        assertThat(await(values.publish(List.of(value("prices.BTCUSD", NOON, "2")))))
                .isEqualTo(1);
    }

    @Test
    void a_quiet_feed_stays_open_over_many_heartbeats(TestRedis redis) throws Exception {
        RedisLink link = redises.link(redis);
        var patience = new RedisConfig(RedisUrl.parse(redis.url()), "sim:", Duration.ofSeconds(1));
        var ear = new Ear();
        redises.feed(patience, ear);
        BlockingQueue<String> heard = ear.heard;

        String interruption = heard.poll(6, TimeUnit.SECONDS);

        assertThat(interruption).isNull();
        await(values(link).announce("still", "here"));
        assertThat(next(heard)).isEqualTo("still here");
    }

    @Test
    void a_listener_that_throws_does_not_end_the_feed(TestRedis redis) throws Exception {
        RedisLink link = redises.link(redis);
        var ear = new Ear() {
            @Override
            public void said(String topic, String json) {
                if (topic.equals("bad")) {
                    throw new IllegalStateException("cannot bear this one");
                }
                super.said(topic, json);
            }
        };
        redises.feed(Redises.config(redis), ear);

        await(values(link).announce("bad", "1"));
        await(values(link).announce("good", "2"));

        assertThat(next(ear.heard)).isEqualTo("good 2");
    }

    private BlockingQueue<String> listen(TestRedis redis) {
        var ear = new Ear();
        redises.feed(Redises.config(redis), ear);
        return ear.heard;
    }

    private static class Ear implements LiveFeed.Listener {
        final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        @Override
        public void said(String topic, String json) {
            heard.add(topic + " " + json);
        }

        @Override
        public void gone(String topic) {
            heard.add("gone " + topic);
        }

        @Override
        public void gap() {
            heard.add(GAP);
        }
    }

    private static String next(BlockingQueue<String> heard) throws InterruptedException {
        String message = heard.poll(30, TimeUnit.SECONDS);
        assertThat(message).as("heard within 30 s").isNotNull();
        return message;
    }

    private static LastValues values(RedisLink link) {
        return new LastValues(link, Clock.fixed(NOON, ZoneOffset.UTC));
    }

    private static LastValue gold(String price, Instant asOf) {
        var cache = new LastValue.CacheEntry(RedisKeys.price("XAUUSD"), CACHED);
        return new LastValue("prices.XAUUSD", asOf, "\"" + price + "\"", cache);
    }

    private static LastValue value(String topic, Instant asOf, String json) {
        return new LastValue(topic, asOf, json);
    }
}
