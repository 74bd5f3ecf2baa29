package dev.tickwork.runtime;

import dev.tickwork.redis.LiveFeed;
import dev.tickwork.redis.RedisConfig;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The process' one subscription to what is pushed through Redis, for all who want to hear it. It is opened when the
 * first of them comes, on a context of its own, so that it outlives every verticle.
 */
public final class SharedLiveFeed {
    private final Context home;
    private final Vertx vertx;
    private final RedisConfig config;
    private final RandomGenerator random;
    private final List<LiveFeed.Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable LiveFeed feed;

    /** @param random spreads the attempts to connect again */
    public SharedLiveFeed(Vertx vertx, RedisConfig config, RandomGenerator random) {
        this.home = vertx.getOrCreateContext();
        this.vertx = vertx;
        this.config = config;
        this.random = random;
    }

    /**
     * Hears everything from now on. The listener is called on the feed's own context and must hop to its own; it is also
     * told of a gap as soon as the feed is open, at once when it has been so for long: what was said before it came is
     * among the last values.
     *
     * @return ends it
     */
    public Runnable listen(LiveFeed.Listener listener) {
        listeners.add(listener);
        home.runOnContext(here -> opened().firstUp().onSuccess(up -> listener.gap()));
        return () -> listeners.remove(listener);
    }

    /** Whether pushed values arrive at present. */
    public boolean isUp() {
        LiveFeed opened = feed;
        return opened != null && opened.isUp();
    }

    /** Hears no more. */
    public Future<Void> close() {
        LiveFeed opened = feed;
        return opened == null ? Future.succeededFuture() : opened.close();
    }

    private LiveFeed opened() {
        LiveFeed opened = feed;
        if (opened == null) {
            opened = LiveFeed.open(vertx, config, random, new Everyone());
            feed = opened;
        }
        return opened;
    }

    private void tell(Consumer<LiveFeed.Listener> news) {
        listeners.forEach(news);
    }

    private final class Everyone implements LiveFeed.Listener {
        @Override
        public void said(String topic, String json) {
            tell(listener -> listener.said(topic, json));
        }

        @Override
        public void gone(String topic) {
            tell(listener -> listener.gone(topic));
        }

        @Override
        public void gap() {
            tell(LiveFeed.Listener::gap);
        }
    }
}
