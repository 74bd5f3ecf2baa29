package dev.tickwork.candleingest;

import static dev.tickwork.testservers.Await.done;

import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.domain.market.Instrument;
import dev.tickwork.domain.market.InstrumentCatalog;
import dev.tickwork.domain.market.InstrumentClass;
import dev.tickwork.domain.market.ProviderSymbol;
import dev.tickwork.providers.CandleAnswer;
import dev.tickwork.providers.CandleQuestion;
import dev.tickwork.providers.CandleSource;
import dev.tickwork.providers.bitfinex.BitfinexCandles;
import dev.tickwork.redis.Rate;
import dev.tickwork.redis.RedisConfig;
import dev.tickwork.redis.RedisLink;
import dev.tickwork.redis.RedisUrl;
import dev.tickwork.redis.SharedBudget;
import dev.tickwork.redis.SharedRateLimit;
import dev.tickwork.simulator.Simulator;
import dev.tickwork.simulator.SimulatorConfig;
import dev.tickwork.simulator.SimulatorConfig.BitfinexPlan;
import dev.tickwork.testservers.FakeTime;
import dev.tickwork.testservers.TestRedis;
import dev.tickwork.upstream.HostPort;
import dev.tickwork.upstream.ProviderPolicy;
import dev.tickwork.upstream.RetryPolicy;
import dev.tickwork.upstream.Upstream;
import dev.tickwork.upstream.UpstreamConfig;
import dev.tickwork.upstream.UpstreamParts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bitfinex as the simulator plays it, and for each node a door to it as in production, with the pace that all keep
 * together in a real Redis. Turns are waited for by the test's clock; while a call is on its way the clock stands.
 */
public final class SimulatedBitfinex implements AutoCloseable {
    /** As conf/upstream.yaml has it. */
    public static final Duration PACE = Duration.ofSeconds(6);

    private static final Duration STEP = Duration.ofMillis(500);
    private static final List<String> SYMBOLS = List.of("BTCUSD", "ETHUSD", "SOLUSD");

    private final Vertx vertx = Vertx.vertx();
    private final FakeTime time;
    private final TestRedis redis;
    private final Simulator simulator;
    private final List<RedisLink> links = new ArrayList<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final List<Instant> turns = new CopyOnWriteArrayList<>();
    private final List<Instant> answers = new CopyOnWriteArrayList<>();

    /** @param callsPerMinute more of them are refused */
    public SimulatedBitfinex(FakeTime time, TestRedis redis, int callsPerMinute) {
        this.time = time;
        this.redis = redis;
        var config = SimulatorConfig.onFreePort().withPlan(new BitfinexPlan(callsPerMinute, 25, 20, 4));
        this.simulator = done(Simulator.start(vertx, config, time, new Random(1)));
    }

    public Simulator simulator() {
        return simulator;
    }

    /** A node's way to it: nothing but Redis is shared with others. */
    public CandleSource source(int retries) {
        var link = RedisLink.open(vertx, new RedisConfig(RedisUrl.parse(redis.url()), "sim:"), new Random(7));
        links.add(link);
        done(link.firstUp());
        return new Watched(new BitfinexCandles(door(link, retries), catalog(), time));
    }

    /** How many calls it got. */
    public long calls() {
        return simulator.calls("bitfinex/v2/candles");
    }

    /** When it answered with candles, in that order. */
    public List<Instant> answers() {
        return List.copyOf(answers);
    }

    /** Moves the clock to what comes next, unless a call is on its way. */
    public void step() {
        Instant now = time.now();
        if (underWay.get() <= turns.stream().filter(now::isBefore).count()) {
            Instant next = now.plus(STEP);
            time.moveTo(time.nextAlarm().filter(next::isAfter).orElse(next));
        }
    }

    private Upstream door(RedisLink link, int retries) {
        var policy = ProviderPolicy.of(URI.create(simulator.baseUrl("bitfinex")))
                .withRate(new Rate(1, PACE, 1))
                .withRetry(new RetryPolicy(
                        retries, Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofSeconds(120)));
        var config = new UpstreamConfig(
                true, Set.of(), Set.of(new HostPort("127.0.0.1", simulator.port())), Map.of("bitfinex", policy));
        return Upstream.open(
                config,
                new UpstreamParts(
                        vertx,
                        time.asClock(),
                        this::waitForTurn,
                        new Random(1),
                        new SharedRateLimit(link),
                        new SharedBudget(link),
                        new SimpleMeterRegistry()));
    }

    private Future<Void> waitForTurn(Duration duration) {
        Context here = vertx.getOrCreateContext();
        Promise<Void> over = Promise.promise();
        turns.add(time.now().plus(duration));
        var unused = time.wakeAfter(duration, () -> here.runOnContext(awake -> over.complete()));
        return over.future();
    }

    private static InstrumentCatalog catalog() {
        return new InstrumentCatalog(
                SYMBOLS.stream()
                        .map(symbol -> new Instrument(
                                symbol, InstrumentClass.CRYPTO, symbol, symbol.substring(0, 3), "USD", 2))
                        .toList(),
                SYMBOLS.stream()
                        .map(symbol -> new ProviderSymbol("bitfinex", symbol, "t" + symbol))
                        .toList());
    }

    @Override
    public void close() {
        links.forEach(link -> done(link.close()));
        done(vertx.close());
    }

    /** Knows which calls are on their way or in line. */
    private final class Watched implements CandleSource {
        private final CandleSource real;

        Watched(CandleSource real) {
            this.real = real;
        }

        @Override
        public Future<CandleAnswer> candles(CandleQuestion question) {
            underWay.incrementAndGet();
            return real.candles(question)
                    .onSuccess(answer -> {
                        if (answer instanceof CandleAnswer.Found found) {
                            answers.add(found.receivedAt());
                        }
                    })
                    .onComplete(over -> underWay.decrementAndGet());
        }

        @Override
        public String name() {
            return real.name();
        }

        @Override
        public Set<Timeframe> timeframes() {
            return real.timeframes();
        }

        @Override
        public int mostPerCall() {
            return real.mostPerCall();
        }

        @Override
        public Duration betweenCalls() {
            return real.betweenCalls();
        }

        @Override
        public Future<Boolean> isOperative() {
            return real.isOperative();
        }
    }
}
