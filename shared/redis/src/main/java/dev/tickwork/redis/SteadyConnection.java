package dev.tickwork.redis;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to Redis that comes back whenever it is lost, until it is closed. Connecting, losing and listening
 * happen on the one context that was current at construction, so it is made outside of any verticle: a redeploy must
 * not take its timers away.
 */
final class SteadyConnection {
    private static final Logger log = LoggerFactory.getLogger(SteadyConnection.class);
    private static final int COMMANDS_UNDER_WAY = 16_384;

    /** What the owner does with the connection. All of it is called on the connection's context. */
    interface Owner {
        /** Says what must be said on a new connection before it counts as open. */
        Future<Void> greet(RedisConnection connection);

        /** Finds out whether the other side is still there; a failure drops the connection. */
        Future<Void> beat(RedisConnection connection);

        void opened();

        void lost();
    }

    private record Open(Redis client, RedisConnection connection) {}

    /** A try to connect, the one that led to the open connection included. */
    private record Attempt(Redis client, Future<Void> ended) {}

    private final Vertx vertx;
    private final Context home;
    private final RedisConfig config;
    private final Backoff backoff;
    private final Owner owner;
    private final String purpose;
    private volatile @Nullable Open open;
    private @Nullable Attempt latest;
    private volatile String trouble = "not connected yet";
    private volatile boolean closed;
    private boolean complained;

    SteadyConnection(Vertx vertx, RedisConfig config, RandomGenerator random, Owner owner, String purpose) {
        this.vertx = vertx;
        this.home = vertx.getOrCreateContext();
        this.config = config;
        this.backoff = new Backoff(random);
        this.owner = owner;
        this.purpose = purpose;
    }

    void start() {
        home.runOnContext(start -> connect());
    }

    /** The connection, empty while Redis is away. */
    Optional<RedisConnection> current() {
        return Optional.ofNullable(open).map(Open::connection);
    }

    /** Why there is no connection, in a few words without secrets. */
    String trouble() {
        return trouble;
    }

    /** Gives this connection up, for instance because an answer is overdue, and gets a new one. */
    void drop(RedisConnection connection, String why) {
        home.runOnContext(
                drop -> current().filter(current -> current == connection).ifPresent(current -> lose(why)));
    }

    /** Waits for an attempt that is under way: its client would be closed beneath it otherwise. */
    Future<Void> close() {
        closed = true;
        open = null;
        Promise<Void> ended = Promise.promise();
        // In turn with connect, which may be about to begin an attempt.
        home.runOnContext(turn -> closeLatest().onComplete(ended));
        return ended.future();
    }

    private Future<Void> closeLatest() {
        Attempt attempt = latest;
        return attempt == null
                ? Future.succeededFuture()
                : attempt.ended().transform(ended -> attempt.client().close());
    }

    private void connect() {
        if (closed) {
            return;
        }
        // One client per connection: closing it is the only way to end a connection that has stopped answering.
        Redis client = Redis.createClient(vertx, options());
        Future<RedisConnection> connected = client.connect()
                .compose(connection -> greeted(client, connection))
                .timeout(config.patience().toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(connection -> settle(new Open(client, connection)))
                .onFailure(failure -> fail(client, failure));
        latest = new Attempt(client, connected.mapEmpty());
    }

    private Future<RedisConnection> greeted(Redis client, RedisConnection connection) {
        connection.endHandler(end -> ended(client, "connection closed"));
        connection.exceptionHandler(failure -> ended(client, describe(failure)));
        return owner.greet(connection).map(connection);
    }

    private void settle(Open settled) {
        if (closed) {
            discard(settled.client());
            return;
        }
        open = settled;
        backoff.reset();
        complained = false;
        log.atInfo()
                .addKeyValue("address", config.url().address())
                .addKeyValue("purpose", purpose)
                .log("redis connected");
        beatLater(settled);
        owner.opened();
    }

    private void fail(Redis client, Throwable failure) {
        discard(client);
        trouble = describe(failure);
        if (closed) {
            return;
        }
        complain();
        retry();
    }

    private void ended(Redis client, String why) {
        Open last = open;
        if (last != null && last.client() == client) {
            lose(why);
        }
    }

    private void lose(String why) {
        Open last = open;
        open = null;
        trouble = why;
        if (last != null) {
            discard(last.client());
        }
        if (closed) {
            return;
        }
        complain();
        owner.lost();
        retry();
    }

    private void retry() {
        if (!closed) {
            vertx.setTimer(backoff.next().toMillis(), timer -> connect());
        }
    }

    private void beatLater(Open beating) {
        vertx.setTimer(config.heartbeat().toMillis(), timer -> beat(beating));
    }

    private void beat(Open beating) {
        if (open != beating) {
            return;
        }
        owner.beat(beating.connection())
                .timeout(config.patience().toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(alive -> beatLater(beating))
                .onFailure(failure -> drop(beating.connection(), describe(failure)));
    }

    private void complain() {
        if (complained) {
            return;
        }
        complained = true;
        log.atWarn()
                .addKeyValue("address", config.url().address())
                .addKeyValue("purpose", purpose)
                .addKeyValue("error", trouble)
                .log("redis is away, trying again until it is back");
    }

    private void discard(Redis client) {
        client.close().onFailure(failure -> log.atDebug()
                .addKeyValue("error", describe(failure))
                .log("redis client did not close cleanly"));
    }

    private RedisOptions options() {
        var net = new NetClientOptions()
                .setConnectTimeout(Math.toIntExact(config.patience().toMillis()))
                .setTcpKeepAlive(true)
                .setHostnameVerificationAlgorithm("HTTPS");
        return new RedisOptions()
                .setConnectionString(config.url().endpoint())
                .setUser(config.url().user())
                .setPassword(config.url().password())
                .setNetClientOptions(net)
                .setMaxWaitingHandlers(COMMANDS_UNDER_WAY)
                .setMaxPoolSize(1)
                .setMaxPoolWaiting(1)
                .setPoolCleanerInterval(-1)
                .setPoolRecycleTimeout(-1);
    }

    private static String describe(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
