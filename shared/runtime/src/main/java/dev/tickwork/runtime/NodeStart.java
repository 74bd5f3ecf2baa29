package dev.tickwork.runtime;

import dev.tickwork.messages.VertxBus;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.MigrationResult;
import dev.tickwork.postgres.Migrations;
import dev.tickwork.providers.twelvedata.TwelveDataQuotes;
import dev.tickwork.redis.RedisConfig;
import dev.tickwork.redis.RedisLink;
import dev.tickwork.runtime.NodePlatform.Company;
import dev.tickwork.runtime.NodePlatform.Outside;
import dev.tickwork.runtime.clock.ClockOperations;
import dev.tickwork.runtime.clock.NodeTime;
import dev.tickwork.runtime.clock.SharedClock;
import dev.tickwork.runtime.health.Health;
import dev.tickwork.runtime.health.HealthCheck;
import dev.tickwork.runtime.lifecycle.Closing;
import dev.tickwork.runtime.market.InstrumentStore;
import dev.tickwork.runtime.metrics.Metrics;
import dev.tickwork.runtime.nodes.NodeDirectory;
import dev.tickwork.runtime.outside.OutsideHealth;
import dev.tickwork.upstream.Upstream;
import dev.tickwork.upstream.UpstreamParts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a process, top to bottom. Blocks, so it runs on a thread of nobody's. */
final class NodeStart {
    private static final Logger log = LoggerFactory.getLogger(NodeStart.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration REDIS_PATIENCE = Duration.ofSeconds(1);

    private final NodePlan plan;
    private final NodeConfig config;
    private final Closing closing;
    private final RandomGenerator random = new SecureRandom();

    NodeStart(NodePlan plan, Closing closing) {
        this.plan = plan;
        this.config = plan.node();
        this.closing = closing;
    }

    Node run() {
        try {
            return started();
        } catch (RuntimeException e) {
            Waiting.upTo(PATIENCE, "what was started already", closing.close());
            throw e;
        }
    }

    private Node started() {
        Foundation foundation = foundation();
        Stores stores = stores(foundation);
        Company company = company(foundation);
        Outside outside = outside(foundation, stores);
        clock(foundation, stores, company);
        watch(foundation);
        var platform = new NodePlatform(foundation, stores, company, outside);
        new Deployments(platform, plan.settings(), closing).deploy(plan.verticles());
        return new Node(platform, closing);
    }

    /** Finding the others takes seconds and migrating too, so both go on at the same time. */
    private Foundation foundation() {
        String name = NodeIdentity.name(config);
        var metrics = new Metrics(name);
        closing.add("metrics", metrics::close);
        Future<Vertx> starting = new VertxMachine(config, metrics.registry()).start(plan.cluster());
        closing.add("vert.x", () -> starting.compose(Vertx::close));
        migrate();
        Vertx vertx = Waiting.upTo(PATIENCE, "vert.x", starting);
        var time = new NodeTime(vertx);
        return new Foundation(
                NodeIdentity.of(name, time.now(), plan.names()), config, vertx, time, random, metrics, new Health());
    }

    private void migrate() {
        MigrationResult result = new Migrations(config.database().url(), Clock.systemUTC())
                .run(config.world().label(), config.database().waitAtStart());
        log.atInfo()
                .addKeyValue("database", config.database().url())
                .addKeyValue("version", result.version())
                .addKeyValue("files", result.applied())
                .log("the schema is up to date");
    }

    private Stores stores(Foundation foundation) {
        RedisParts redis = redis(foundation);
        Database database = database(foundation);
        var catalog = Waiting.upTo(PATIENCE, "the instruments", database.read(new InstrumentStore()::catalog));
        Waiting.upTo(PATIENCE, "redis", firstTry(redis.link()));
        return new Stores(database, redis, catalog);
    }

    /** Gives Redis, which is not needed, a moment to be there for those who like to have it. */
    private static Future<Void> firstTry(RedisLink link) {
        return link.firstUp()
                .timeout(REDIS_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .recover(late -> Future.succeededFuture());
    }

    private Database database(Foundation foundation) {
        var database = Database.connect(
                foundation.vertx(),
                config.database().toPostgres("tickwork " + foundation.node().name()));
        closing.add("postgres", database::close);
        foundation
                .health()
                .register("postgres", () -> database.isUp() ? HealthCheck.up() : HealthCheck.down("postgres is away"));
        return database;
    }

    private RedisParts redis(Foundation foundation) {
        RedisConfig toRedis = config.redis().toRedis(config.world());
        var link = RedisLink.open(foundation.vertx(), toRedis, random);
        closing.add("redis", link::close);
        var feed = new SharedLiveFeed(foundation.vertx(), toRedis, random);
        closing.add("live feed", feed::close);
        foundation
                .health()
                .register(
                        "redis",
                        () -> link.isUp()
                                ? HealthCheck.up()
                                : HealthCheck.degraded(
                                        "redis is away, so nothing is pushed and limits count per process: "
                                                + link.trouble()));
        return RedisParts.on(link, feed, foundation.time().asClock());
    }

    private Company company(Foundation foundation) {
        var bus = new VertxBus(foundation.vertx().eventBus());
        var directory =
                new NodeDirectory(bus, foundation.node(), foundation.time().trueClock());
        closing.add("node directory", () -> directory.stop(foundation.vertx()));
        Waiting.upTo(
                PATIENCE,
                "the event bus",
                directory.start(foundation.vertx(), foundation.health(), foundation.metrics()));
        return new Company(bus, directory, plan.clustered());
    }

    private Outside outside(Foundation foundation, Stores stores) {
        var parts = new UpstreamParts(
                foundation.vertx(),
                foundation.time().asClock(),
                random,
                stores.redis().rateLimit(),
                stores.redis().budget(),
                foundation.metrics().registry());
        var upstream = Upstream.open(plan.outside().inWorld(config.world()), parts);
        closing.add("upstream", upstream::close);
        foundation.health().register("providers", () -> OutsideHealth.of(upstream.status()));
        return new Outside(
                upstream, new TwelveDataQuotes(upstream, stores.instruments(), foundation.time(), config.world()));
    }

    private void clock(Foundation foundation, Stores stores, Company company) {
        var clock = new SharedClock(stores.database(), foundation.time());
        closing.add("clock", clock::stop);
        Waiting.upTo(
                PATIENCE,
                "the clock",
                clock.start(config.clock(), foundation.node().name()));
        var operations = new ClockOperations(clock, foundation.time(), config.world());
        closing.add("clock operations", operations::stop);
        Waiting.upTo(PATIENCE, "the event bus", operations.start(company.bus()));
    }

    private void watch(Foundation foundation) {
        if (config.watch().port() > 0) {
            var server = new WatchServer(foundation.vertx(), foundation.health(), foundation.metrics());
            closing.add("watch server", server::close);
            Waiting.upTo(PATIENCE, "the watch server", server.start(config.watch()));
        }
    }
}
