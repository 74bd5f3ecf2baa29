package dev.tickwork.upstream;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.tickwork.redis.RedisConfig;
import dev.tickwork.redis.RedisLink;
import dev.tickwork.redis.RedisUrl;
import dev.tickwork.redis.SharedBudget;
import dev.tickwork.redis.SharedRateLimit;
import dev.tickwork.testservers.FakeTime;
import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TestRedis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Doors for tests. Waiting moves the house's clock instead of taking time. */
final class House implements BeforeEachCallback, AfterEachCallback {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    static final RetryPolicy ONCE = new RetryPolicy(0, seconds(1), seconds(60), seconds(120));

    final FakeTime time = new FakeTime(NOON);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    final Set<HostPort> permitted = new HashSet<>();
    final Set<String> allowedHosts = new HashSet<>();
    Names names = host -> Future.succeededFuture(List.of(literal(host)));
    HttpClientOptions http = new HttpClientOptions();
    boolean allowInternetSync = true;
    Vertx vertx = Vertx.vertx();
    private Pause waiting = this::moveClock;
    private final List<RedisLink> links = new ArrayList<>();

    /** To somebody outside, who has half a minute. */
    Mail mail() {
        return new Mail(
                "id", List.of("ops@example.com"), "Subject", "Text", time.now().plusSeconds(30));
    }

    /** A way to one provider called {@code vendor}. */
    UpstreamClient client(ProviderPolicy policy) {
        return door(policy).client("vendor");
    }

    UpstreamClient client(Vendor vendor) {
        return client(policy(vendor));
    }

    Upstream door(ProviderPolicy policy) {
        return door(policy, link());
    }

    Upstream door(ProviderPolicy policy, RedisLink link) {
        return door(new UpstreamConfig(allowInternetSync, allowedHosts, permitted, Map.of("vendor", policy)), link);
    }

    /** The way to a mail server. */
    MailDoor mail(MailPolicy policy) {
        return mailHouse(policy).mail().orElseThrow();
    }

    Upstream mailHouse(MailPolicy policy) {
        return door(new UpstreamConfig(allowInternetSync, allowedHosts, permitted, Map.of(), policy), link());
    }

    private Upstream door(UpstreamConfig config, RedisLink link) {
        var parts = new UpstreamParts(
                vertx,
                time.asClock(),
                this::pause,
                new Random(5),
                new SharedRateLimit(link),
                new SharedBudget(link),
                meters);
        return Upstream.open(config, parts, new Outside(http, names));
    }

    /** One attempt and a permit for the vendor's place. */
    ProviderPolicy policy(Vendor vendor) {
        permitted.add(vendor.place());
        return once(vendor.url());
    }

    /** One attempt with all the time that a busy machine may need. */
    static ProviderPolicy once(URI baseUrl) {
        return ProviderPolicy.of(baseUrl)
                .withRetry(ONCE)
                .withTimeouts(new Timeouts(seconds(20), seconds(20), seconds(20)));
    }

    /** The same for vendors that will not answer in time: real time passes until we give up. */
    ProviderPolicy hasty(Vendor vendor) {
        return policy(vendor).withTimeouts(new Timeouts(millis(500), millis(150), millis(400)));
    }

    RedisLink link() {
        TestRedis redis = RealRedis.shared();
        var config = new RedisConfig(RedisUrl.parse(redis.url()), "sim:");
        RedisLink link = RedisLink.open(vertx, config, new Random(7));
        links.add(link);
        await(link.firstUp());
        return link;
    }

    UpstreamRequest get(String path) {
        return UpstreamRequest.get(path, time.now().plusSeconds(30));
    }

    /** The failure of a call that must fail. */
    static UpstreamFailure failure(Future<?> call) {
        try {
            throw new AssertionError("expected a failure, but got " + await(call));
        } catch (UpstreamFailure failure) {
            return failure;
        }
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(30, SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within 30 s", e);
        }
    }

    static void eventually(BooleanSupplier claim) throws InterruptedException {
        long deadline = System.nanoTime() + SECONDS.toNanos(30);
        while (!claim.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("claim did not come true within 30 s");
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (java.net.UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }

    static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    /** Waits in another way than by moving the clock. */
    void pauseAs(Pause other) {
        waiting = other;
    }

    void pauseAsUsual() {
        waiting = this::moveClock;
    }

    private Future<Void> pause(Duration duration) {
        pauses.add(duration);
        return waiting.of(duration);
    }

    private Future<Void> moveClock(Duration duration) {
        time.advance(duration);
        return Future.succeededFuture();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        new RealRedis().beforeEach(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        links.forEach(link -> await(link.close()));
        await(vertx.close());
    }
}
