package dev.tickwork.runtime;

import dev.tickwork.postgres.Database;
import dev.tickwork.redis.RedisConfig;
import dev.tickwork.redis.RedisLink;
import dev.tickwork.runtime.health.HealthCheck;
import dev.tickwork.runtime.market.InstrumentStore;
import dev.tickwork.runtime.replies.IdempotentReplies;
import dev.tickwork.runtime.replies.ReplyPurge;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Connects a process to Postgres, which it needs, and to Redis, which it likes to have. */
final class StoresStart {
    private static final Duration REDIS_PATIENCE = Duration.ofSeconds(1);

    private final Site site;
    private final Foundation foundation;
    private final SchemaUpdate schema;

    StoresStart(Site site, Foundation foundation, SchemaUpdate schema) {
        this.site = site;
        this.foundation = foundation;
        this.schema = schema;
    }

    Stores run() {
        RedisParts redis = redis();
        schema.await();
        Database database = database();
        var catalog = site.await("the instruments", database.read(new InstrumentStore()::catalog));
        site.await("redis", firstTry(redis.link()));
        return new Stores(database, redis, catalog, replies(database));
    }

    private IdempotentReplies replies(Database database) {
        var replies = new IdempotentReplies(database, foundation.time());
        var purge = new ReplyPurge(replies, foundation.time());
        site.closing().add("reply purge", purge::stop);
        purge.start();
        return replies;
    }

    private Database database() {
        String application = "tickwork " + foundation.node().name();
        var database =
                Database.connect(foundation.vertx(), site.config().database().toPostgres(application));
        site.closing().add("postgres", database::close);
        foundation
                .health()
                .register("postgres", () -> database.isUp() ? HealthCheck.up() : HealthCheck.down("postgres is away"));
        return database;
    }

    private RedisParts redis() {
        RedisConfig redis = site.config().redis().toRedis(site.config().world());
        var link = RedisLink.open(foundation.vertx(), redis, site.random());
        site.closing().add("redis", link::close);
        var feed = new SharedLiveFeed(foundation.vertx(), redis, site.random());
        site.closing().add("live feed", feed::close);
        foundation.health().register("redis", () -> health(link));
        return RedisParts.on(link, feed, foundation.time().asClock());
    }

    private static HealthCheck health(RedisLink link) {
        return link.isUp()
                ? HealthCheck.up()
                : HealthCheck.degraded(
                        "redis is away, so nothing is pushed and limits count per process: " + link.trouble());
    }

    /** Gives Redis a moment to be there for those who like to have it. */
    private static Future<Void> firstTry(RedisLink link) {
        return link.firstUp()
                .timeout(REDIS_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .recover(late -> Future.succeededFuture());
    }
}
