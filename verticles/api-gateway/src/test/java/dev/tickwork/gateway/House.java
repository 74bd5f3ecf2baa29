package dev.tickwork.gateway;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.domain.World;
import dev.tickwork.gateway.auth.AdminLink;
import dev.tickwork.gateway.auth.ApiKeys;
import dev.tickwork.gateway.auth.AuthConfig;
import dev.tickwork.gateway.auth.KeyWish;
import dev.tickwork.gateway.auth.OidcConfig;
import dev.tickwork.gateway.auth.Secrets;
import dev.tickwork.gateway.bridge.BridgeLimits;
import dev.tickwork.gateway.http.HttpConfig;
import dev.tickwork.gateway.operations.NodeAnswers.Installation;
import dev.tickwork.gateway.operations.Nodes;
import dev.tickwork.messages.Bus;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Role;
import dev.tickwork.messages.VertxBus;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Migrations;
import dev.tickwork.postgres.PostgresConfig;
import dev.tickwork.postgres.PostgresUrl;
import dev.tickwork.redis.LastValues;
import dev.tickwork.redis.Rate;
import dev.tickwork.redis.RedisConfig;
import dev.tickwork.redis.RedisLink;
import dev.tickwork.redis.RedisUrl;
import dev.tickwork.redis.SharedBudget;
import dev.tickwork.redis.SharedRateLimit;
import dev.tickwork.runtime.SharedLiveFeed;
import dev.tickwork.runtime.config.Secret;
import dev.tickwork.runtime.health.HealthCheck;
import dev.tickwork.runtime.health.HealthReport;
import dev.tickwork.runtime.nodes.NodeHealth;
import dev.tickwork.runtime.nodes.NodeInfo;
import dev.tickwork.testkit.api.ApiCaller;
import dev.tickwork.testservers.FakeTime;
import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TcpProxy;
import dev.tickwork.testservers.TestDatabase;
import dev.tickwork.testservers.TestRedis;
import dev.tickwork.upstream.Upstream;
import dev.tickwork.upstream.UpstreamConfig;
import dev.tickwork.upstream.UpstreamParts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Everything around gateways in a test: real Postgres behind a wire that can be cut, real Redis, a bus, a clock. */
public final class House implements AutoCloseable {
    public static final String NOON = "2026-03-02T12:00:00Z";

    private static final String WORLD = "simulated";
    private static final Rate PLENTY = new Rate(60_000, Duration.ofMinutes(1), 1_000);

    public final FakeTime time = FakeTime.at(NOON);
    public final TestRedis redis = RealRedis.shared();
    public final TcpProxy postgres;
    public final Vertx vertx = Vertx.vertx();
    public final Bus bus = new VertxBus(vertx.eventBus());
    public final Database database;
    public final LastValues lastValues;
    public final NodeInfo node =
            new NodeInfo(UUID.randomUUID(), "here", "test", 1, "0.1.0", time.now(), List.of("api-gateway"));
    public volatile List<NodeHealth> nodes = List.of(new NodeHealth(node, report(HealthCheck.up())));

    private final TestDatabase testDatabase;
    private final RedisLink link;
    private final UpstreamConfig upstreamConfig;
    private final List<Gateway> gateways = new ArrayList<>();
    private final SharedLiveFeed feed;

    private House(UpstreamConfig upstreamConfig) {
        this.upstreamConfig = upstreamConfig;
        this.testDatabase = RealPostgres.fromTemplate("gateway", this::migrate);
        this.postgres = TcpProxy.to(testDatabase.url());
        PostgresUrl url = PostgresUrl.parse(postgres.through(testDatabase.url()));
        this.database = Database.connect(
                vertx,
                PostgresConfig.standard(url, "gateway-test")
                        .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(5)));
        var redisConfig = new RedisConfig(RedisUrl.parse(redis.url()), "sim:", Duration.ofMillis(300));
        this.link = RedisLink.open(vertx, redisConfig, new Random(1));
        this.lastValues = new LastValues(link, time.asClock());
        this.feed = new SharedLiveFeed(vertx, redisConfig, new Random(4));
    }

    public static House open() {
        return open(new UpstreamConfig(true, Set.of(), Set.of(), Map.of()));
    }

    public static House open(UpstreamConfig upstream) {
        var house = new House(upstream);
        await(house.link.firstUp());
        return house;
    }

    /** A gateway on a free port, as it usually is. */
    public ApiCaller gateway() {
        return gateway(UnaryOperator.identity());
    }

    /** A gateway on a free port, configured by the test. */
    public ApiCaller gateway(UnaryOperator<Configured> changed) {
        var deployed = new Deployed(changed.apply(new Configured()).build());
        await(vertx.deployVerticle(deployed));
        gateways.add(deployed.gateway);
        return ApiCaller.on(deployed.gateway.port());
    }

    /** A key of an admin's making, good until it is revoked. */
    public String key(String subject, Role role) {
        return made(new KeyWish("test", subject, role, null)).secret();
    }

    public ApiKeys.Made made(KeyWish wish) {
        return await(new ApiKeys(database, time, Secrets.unguessable()).create(wish, "test"));
    }

    public ApiKeys keys() {
        return new ApiKeys(database, time, Secrets.unguessable());
    }

    /** The code of a fresh one-time link. */
    public String loginCode() {
        URI link = await(new AdminLink(database, time, Secrets.unguessable()).to(URI.create("http://127.0.0.1:8000/")));
        return link.getFragment().substring("login=".length());
    }

    /** Answers an operation as a room would. */
    public void answer(String operationId, Function<OperationRequest, OperationReply> room) {
        await(bus.answer(Operations.call(operationId), request -> Future.succeededFuture(request)
                .map(room)));
    }

    /** A cut wire is noticed by who uses it. */
    public void untilPostgresIsAway() {
        until(() -> {
            database.ping().onFailure(expected -> {});
            return !database.isUp();
        });
    }

    /** Changes rows although the gateways' wire to Postgres is cut. */
    public void behindTheWire(String sql) {
        var direct = Database.connect(vertx, PostgresConfig.standard(PostgresUrl.parse(testDatabase.url()), "direct"));
        await(direct.write(tx -> tx.execute(sql)));
        await(direct.close());
    }

    public static HealthReport report(HealthCheck postgres) {
        return HealthReport.of(Map.of("postgres", postgres));
    }

    @CanIgnoreReturnValue
    public static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not within 20 s", e);
        }
    }

    /** Until something that another thread does has happened. */
    public static void until(BooleanSupplier happened) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not happen within 20 s");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    @Override
    public void close() {
        postgres.restore();
        redis.start();
        gateways.forEach(gateway -> await(gateway.stop()));
        await(feed.close());
        await(link.close());
        await(database.close());
        await(vertx.close());
        postgres.close();
        testDatabase.close();
    }

    private void migrate(String url) {
        var unused = new Migrations(PostgresUrl.parse(url), time.asClock()).run(WORLD, Duration.ZERO);
    }

    private GatewayParts parts() {
        var rateLimit = new SharedRateLimit(link);
        var meters = new SimpleMeterRegistry();
        var upstream = Upstream.open(
                upstreamConfig,
                new UpstreamParts(vertx, time.asClock(), new Random(2), rateLimit, new SharedBudget(link), meters));
        return new GatewayParts(
                vertx,
                time,
                new Random(3),
                bus,
                database,
                new GatewayParts.LiveRedis(lastValues, rateLimit, feed::listen),
                upstream,
                new Nodes(
                        () -> Future.succeededFuture(nodes),
                        () -> Future.succeededFuture("up{node=\"here\"} 1\n"),
                        time),
                new Installation(node.id(), node.version(), "development", World.SIMULATED),
                meters);
    }

    private final class Deployed extends VerticleBase {
        private final ApiGatewayConfig config;
        private Gateway gateway;

        Deployed(ApiGatewayConfig config) {
            this.config = config;
        }

        @Override
        public Future<?> start() {
            return Gateway.start(config, parts()).onSuccess(started -> gateway = started);
        }
    }

    /** A configuration that a test may change. */
    public static final class Configured {
        private String adminKey = "";
        private AuthConfig.Mode mode = AuthConfig.Mode.ON;
        private OidcConfig oidc = new OidcConfig(null, null, "/jwks.json", "roles", Map.of());
        private Rate requests = PLENTY;
        private Rate wrongAttempts = PLENTY;
        private Set<String> corsOrigins = Set.of();
        private int port;
        private List<Integer> aliasPorts = List.of();
        private boolean behindProxy;
        private boolean metricsPublic;

        public Configured adminKey(String key) {
            adminKey = key;
            return this;
        }

        public Configured authenticationOff() {
            mode = AuthConfig.Mode.OFF;
            return this;
        }

        public Configured oidc(OidcConfig believed) {
            oidc = believed;
            return this;
        }

        public Configured requests(Rate rate) {
            requests = rate;
            return this;
        }

        public Configured wrongAttempts(Rate rate) {
            wrongAttempts = rate;
            return this;
        }

        public Configured corsOrigin(String origin) {
            corsOrigins = Set.of(origin);
            return this;
        }

        public Configured ports(int main, Integer... aliases) {
            port = main;
            aliasPorts = List.of(aliases);
            return this;
        }

        public Configured behindProxy() {
            behindProxy = true;
            return this;
        }

        public Configured metricsPublic() {
            metricsPublic = true;
            return this;
        }

        ApiGatewayConfig build() {
            return new ApiGatewayConfig(
                    new HttpConfig("127.0.0.1", port, aliasPorts, corsOrigins, behindProxy, 4_096, false),
                    new AuthConfig(mode, new Secret(adminKey), oidc),
                    requests,
                    wrongAttempts,
                    BridgeLimits.usual(),
                    metricsPublic);
        }
    }
}
