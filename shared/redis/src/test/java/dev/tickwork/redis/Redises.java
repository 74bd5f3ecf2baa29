package dev.tickwork.redis;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.tickwork.testservers.TestRedis;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Links to the test's Redis, all closed when the test is over. */
final class Redises implements AfterEachCallback {
    private final List<Vertx> nodes = new ArrayList<>();
    private final List<RedisLink> links = new ArrayList<>();
    private final List<LiveFeed> feeds = new ArrayList<>();

    static RedisConfig config(TestRedis redis) {
        return new RedisConfig(RedisUrl.parse(redis.url()), "sim:");
    }

    /** For tests in which Redis stays silent: real time passes until it is given up. */
    static RedisConfig impatient(TestRedis redis) {
        return new RedisConfig(RedisUrl.parse(redis.url()), "sim:", Duration.ofMillis(500));
    }

    /** As another process would have it: with event loops of its own. */
    private Vertx node() {
        Vertx node = Vertx.vertx();
        nodes.add(node);
        return node;
    }

    RedisLink link(TestRedis redis) {
        RedisLink link = open(config(redis));
        await(link.firstUp());
        return link;
    }

    RedisLink open(RedisConfig config) {
        RedisLink link = RedisLink.open(node(), config, new Random(7));
        links.add(link);
        return link;
    }

    LiveFeed feed(RedisConfig config, LiveFeed.Listener listener) {
        LiveFeed feed = LiveFeed.open(node(), config, new Random(5), listener);
        feeds.add(feed);
        await(feed.firstUp());
        return feed;
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(30, SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("no answer within 30 s", e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        links.forEach(link -> await(link.close()));
        feeds.forEach(feed -> await(feed.close()));
        nodes.forEach(node -> await(node.close()));
    }
}
