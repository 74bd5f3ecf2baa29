package dev.tickwork.redis;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The process's one command connection to Redis. It reconnects by itself; while Redis is away every command fails at
 * once with {@link RedisDown}, and no command ever hangs. Make it once per process, outside of any verticle.
 */
public final class RedisLink {
    /** Answers of a server that lives but cannot serve: for us it is away. */
    private static final List<String> UNABLE = List.of(
            "LOADING", "READONLY", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "BUSY", "OOM", "MISCONF", "NOREPLICAS");

    private final RedisConfig config;
    private final SteadyConnection connection;
    private final List<Consumer<Boolean>> listeners = new CopyOnWriteArrayList<>();
    private final Promise<Void> firstUp = Promise.promise();

    private RedisLink(Vertx vertx, RedisConfig config, RandomGenerator random) {
        this.config = config;
        this.connection = new SteadyConnection(vertx, config, random, new Commands(), "commands");
    }

    /**
     * Starts connecting and returns at once: the link is down until the first attempt has succeeded.
     *
     * @param random spreads the waits between connection attempts
     */
    public static RedisLink open(Vertx vertx, RedisConfig config, RandomGenerator random) {
        var link = new RedisLink(vertx, config, random);
        link.connection.start();
        return link;
    }

    public boolean isUp() {
        return connection.current().isPresent();
    }

    /** Completes when Redis has been reached for the first time; never fails, so give it a timeout. */
    public Future<Void> firstUp() {
        return firstUp.future();
    }

    /** Why Redis is away, for health pages: a few words without secrets. Meaningless while the link is up. */
    public String trouble() {
        return connection.trouble();
    }

    /** Tells {@code true} when Redis is back and {@code false} when it is lost, on the link's own context. */
    public void onChange(Consumer<Boolean> listener) {
        listeners.add(listener);
    }

    /** Ends the connection for good; commands after it fail with {@link RedisDown}. */
    public Future<Void> close() {
        return connection.close();
    }

    String key(String name) {
        return config.keyPrefix() + name;
    }

    Future<@Nullable Response> send(Request request) {
        return connection
                .current()
                .map(current -> send(current, request))
                .orElseGet(() -> Future.failedFuture(new RedisDown("redis is away: " + connection.trouble(), null)));
    }

    private Future<@Nullable Response> send(RedisConnection current, Request request) {
        return current.send(request)
                .timeout(config.patience().toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(explain(current, failure)));
    }

    private RuntimeException explain(RedisConnection current, Throwable failure) {
        if (failure instanceof TimeoutException) {
            // Answers come in order: one that is overdue holds up all behind it.
            connection.drop(current, "no answer within " + config.patience());
            return new RedisDown("redis did not answer within " + config.patience(), failure);
        }
        String message = String.valueOf(failure.getMessage());
        if (!(failure instanceof Response) || isUnable(message)) {
            return new RedisDown("redis cannot serve: " + message, failure);
        }
        return new RedisRefused(message, failure);
    }

    private static boolean isUnable(String message) {
        return message.equals("CONNECTION_CLOSED") || UNABLE.stream().anyMatch(message::startsWith);
    }

    private void tell(boolean up) {
        listeners.forEach(listener -> listener.accept(up));
    }

    private final class Commands implements SteadyConnection.Owner {
        @Override
        public Future<Void> greet(RedisConnection fresh) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> beat(RedisConnection current) {
            return current.send(Request.cmd(Command.PING)).mapEmpty();
        }

        @Override
        public void opened() {
            tell(true);
            firstUp.tryComplete();
        }

        @Override
        public void lost() {
            tell(false);
        }
    }
}
