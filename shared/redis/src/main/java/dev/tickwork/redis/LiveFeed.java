package dev.tickwork.redis;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that is pushed through Redis, heard by one subscription per process. It subscribes again by itself; what
 * was said meanwhile is lost, so it tells of the gap and the listener reads the last values. Make it once per process,
 * outside of any verticle.
 */
public final class LiveFeed {
    private static final Logger log = LoggerFactory.getLogger(LiveFeed.class);
    private static final int MESSAGE_PARTS = 4;

    /** Who hears the feed. Called on the feed's own context, in the order of Redis. */
    public interface Listener {
        /**
         * A value was pushed.
         *
         * @param topic as in {@link LastValue#topic()}
         */
        void said(String topic, String json);

        /** A topic has no last value any more: what it was about is not followed any longer. */
        default void gone(String topic) {}

        /** Something may have been missed: the subscription is open again after Redis was away. */
        void gap();
    }

    private final RedisConfig config;
    private final Listener listener;
    private final SteadyConnection connection;
    private final Promise<Void> firstUp = Promise.promise();
    private boolean openedBefore;
    private @Nullable Promise<Void> awaitedSign;

    private LiveFeed(Vertx vertx, RedisConfig config, RandomGenerator random, Listener listener) {
        this.config = config;
        this.listener = listener;
        this.connection = new SteadyConnection(vertx, config, random, new Subscription(), "live feed");
    }

    /** Starts to subscribe and returns at once. */
    public static LiveFeed open(Vertx vertx, RedisConfig config, RandomGenerator random, Listener listener) {
        var feed = new LiveFeed(vertx, config, random, listener);
        feed.connection.start();
        return feed;
    }

    public boolean isUp() {
        return connection.current().isPresent();
    }

    /** Completes when the feed is open for the first time; never fails, so give it a timeout. */
    public Future<Void> firstUp() {
        return firstUp.future();
    }

    public Future<Void> close() {
        return connection.close();
    }

    private String channel(String name) {
        return config.keyPrefix() + name;
    }

    private void hear(@Nullable Response message) {
        if (message == null) {
            return;
        }
        Promise<Void> awaited = awaitedSign;
        if (awaited != null) {
            awaitedSign = null;
            awaited.tryComplete();
        }
        if (message.size() == MESSAGE_PARTS && "pmessage".equals(message.get(0).toString())) {
            pass(message.get(2).toString(), message.get(3).toString());
        }
    }

    private void pass(String channel, String json) {
        try {
            tell(RedisKeys.topicOfLive(channel.substring(config.keyPrefix().length())), json);
        } catch (RuntimeException e) {
            // One message that a listener cannot bear must not end the feed.
            log.atError().setCause(e).addKeyValue("address", channel).log("live message could not be handled");
        }
    }

    private void tell(String topic, String json) {
        if (RedisKeys.isGone(topic)) {
            listener.gone(RedisKeys.topicOfGone(topic));
        } else {
            listener.said(topic, json);
        }
    }

    private final class Subscription implements SteadyConnection.Owner {
        @Override
        public Future<Void> greet(RedisConnection fresh) {
            fresh.handler(LiveFeed.this::hear);
            return beat(fresh);
        }

        /**
         * Subscribes (again): Redis confirms even a pattern it has. A PING would not do: while messages come in, the
         * client takes the next one for its answer.
         */
        @Override
        public Future<Void> beat(RedisConnection current) {
            Promise<Void> sign = Promise.promise();
            awaitedSign = sign;
            return current.send(Request.cmd(Command.PSUBSCRIBE).arg(channel(RedisKeys.livePattern())))
                    .compose(sent -> sign.future());
        }

        @Override
        public void opened() {
            firstUp.tryComplete();
            if (openedBefore) {
                listener.gap();
            }
            openedBefore = true;
        }

        @Override
        public void lost() {
            log.atDebug().log("live feed lost, the next subscription tells of the gap");
        }
    }
}
