package dev.tickwork.candleingest.live;

import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.candleingest.intake.Candles;
import dev.tickwork.domain.World;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Observation;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.messages.Wire;
import dev.tickwork.messages.live.LiveCandle;
import dev.tickwork.redis.LastValues;
import dev.tickwork.redis.LiveFeed;
import dev.tickwork.redis.RedisConfig;
import dev.tickwork.redis.RedisDown;
import dev.tickwork.redis.RedisLink;
import dev.tickwork.redis.RedisUrl;
import dev.tickwork.testservers.FakeTime;
import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TestRedis;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealRedis.class)
class RedisOutletTest {
    private static final Instant NOW = Candles.NOON.plusSeconds(1800);
    private static final String TOPIC = "candles.BTCUSD.1h";

    private final Vertx vertx = Vertx.vertx();
    private final FakeTime time = new FakeTime(NOW);
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private RedisLink link;
    private LiveFeed feed;
    private LastValues values;
    private RedisOutlet outlet;

    @BeforeEach
    void open(TestRedis redis) {
        var config = new RedisConfig(RedisUrl.parse(redis.url()), "sim:");
        link = RedisLink.open(vertx, config, new Random(7));
        feed = LiveFeed.open(vertx, config, new Random(5), new Ear(heard));
        values = new LastValues(link, time.asClock());
        outlet = new RedisOutlet(values);
        done(link.firstUp());
        done(feed.firstUp());
    }

    @AfterEach
    void close() {
        done(link.close());
        done(feed.close());
        done(vertx.close());
    }

    @Test
    void a_candle_is_heard_and_kept_for_whoever_comes_later() {
        done(outlet.newest(live(0, "100", 1)));

        until("it is heard", () -> heard.size() == 1);
        assertThat(heard).containsExactly(TOPIC + " 100");
        assertThat(kept()).isEqualTo("100");
    }

    @Test
    void a_candle_that_was_seen_before_the_one_that_is_kept_is_heard_by_nobody() {
        done(outlet.newest(live(0, "100", 2)));
        done(outlet.newest(live(0, "99", 1)));
        done(outlet.newest(live(0, "101", 3)));

        until("the last is heard", () -> heard.contains(TOPIC + " 101"));
        assertThat(heard).containsExactly(TOPIC + " 100", TOPIC + " 101");
    }

    @Test
    void what_is_corrected_is_heard_and_leaves_the_newest_as_it_is() {
        done(outlet.newest(live(0, "100", 1)));
        done(outlet.corrected(live(-5, "90", 2)));

        until("both are heard", () -> heard.size() == 2);
        assertThat(heard).containsExactly(TOPIC + " 100", TOPIC + " 90");
        assertThat(kept()).isEqualTo("100");
    }

    @Test
    void without_redis_nothing_is_shown_and_when_it_is_back_the_next_candle_is(TestRedis redis) {
        var push = new CandlePush(outlet, time, World.SIMULATED);
        push.show(seen("100", 1));
        until("it is heard", () -> heard.size() == 1);

        redis.stop();
        until("redis is away", () -> !link.isUp() && !feed.isUp());
        assertThatThrownBy(() -> done(outlet.newest(live(0, "101", 2)))).isInstanceOf(RedisDown.class);
        time.advance(Duration.ofSeconds(1));
        push.show(seen("102", 3));
        redis.start();
        until("redis is back", () -> link.isUp() && feed.isUp());
        time.advance(Duration.ofSeconds(1));
        push.show(seen("103", 4));

        until("the next is heard", () -> heard.contains(TOPIC + " 103"));
        assertThat(heard).containsExactly(TOPIC + " 100", "gap", TOPIC + " 103");
        assertThat(kept()).isEqualTo("103");
    }

    private String kept() {
        return done(values.last(TOPIC)).map(RedisOutletTest::close).orElse("nothing");
    }

    private static Observation seen(String price, int seconds) {
        return new Observation(Candles.HOURS, Candles.candle(Candles.NOON, price), false, NOW.plusSeconds(seconds));
    }

    private static LiveCandle live(int hours, String price, int seconds) {
        Candle candle = Candles.candle(Timeframe.H1.plus(Candles.NOON, hours), price);
        return new LiveCandle(
                "BTCUSD",
                "1h",
                candle.openTime(),
                candle.open(),
                candle.high(),
                candle.low(),
                candle.close(),
                candle.volume(),
                false,
                NOW.plusSeconds(seconds),
                "bitfinex",
                true);
    }

    private static String close(String json) {
        return Wire.decode(json, LiveCandle.class).close().toPlainString();
    }

    private record Ear(List<String> heard) implements LiveFeed.Listener {
        @Override
        public void said(String topic, String json) {
            heard.add(topic + " " + close(json));
        }

        @Override
        public void gap() {
            heard.add("gap");
        }
    }
}
