package dev.tickwork.bench.fanout;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** A server with its crowd, and what was measured of it. */
final class Contender {
    private static final long PATIENCE_SECONDS = 60;
    private static final long PROBE_SECONDS = 2;
    /** Under way at once: enough to keep the server busy, too few to be conflated; each has an address of its own. */
    private static final int UNDER_WAY = 4;

    private static final List<String> TOPICS = List.of(
            "prices.XAUUSD", "prices.XAGUSD", "prices.EURUSD", "prices.GBPUSD", "prices.USDJPY", "prices.BTCUSD");

    private final FanOutServer server;
    private final Crowd crowd;
    private final int size;
    private final List<Double> rates = new ArrayList<>();
    private final Histogram calmAges = new Histogram(3);
    private int published;

    Contender(FanOutServer server, int size) {
        this.server = server;
        this.size = size;
        this.crowd = new Crowd(server, size);
    }

    void open() {
        await(server.listen()
                .compose(port -> crowd.gather(
                        port, TOPICS.stream().map(topic -> "live." + topic).toList())));
        while (!reachesAll()) {
            await(crowd.forget());
        }
    }

    /** Registrations are answered by nothing, so one update of each topic finds out whether all are in. */
    private boolean reachesAll() {
        TOPICS.forEach(topic -> publishNext());
        return isDelivered(TOPICS.size(), PROBE_SECONDS);
    }

    /** Updates as fast as all get them. */
    void race(int updates) {
        closedLoop(updates);
    }

    /** The same, and keeps how many messages a second that were. */
    void measuredRace(int updates) {
        long start = System.nanoTime();
        race(updates);
        rates.add((double) updates * size * TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - start));
    }

    /** One update of every topic at once, as the price job brings them, then silence. */
    void calm(int bursts) {
        crowd.forgetAges();
        for (int burst = 0; burst < bursts; burst++) {
            IntStream.range(0, TOPICS.size()).forEach(i -> publishNext());
            acquire(TOPICS.size());
            pause(100);
        }
        calmAges.add(crowd.takeAges());
    }

    String name() {
        return server.name();
    }

    List<Double> rates() {
        return rates;
    }

    Histogram calmAges() {
        return calmAges;
    }

    void close() {
        await(crowd.close().compose(closed -> server.close()));
    }

    private void closedLoop(int updates) {
        int ahead = Math.min(UNDER_WAY, updates);
        IntStream.range(0, ahead).forEach(i -> publishNext());
        for (int i = ahead; i < updates; i++) {
            acquire(1);
            publishNext();
        }
        acquire(ahead);
    }

    private void publishNext() {
        String topic = TOPICS.get(published++ % TOPICS.size());
        server.publish(topic, price(topic.substring("prices.".length()), System.nanoTime()));
    }

    private void acquire(int updates) {
        if (!isDelivered(updates, PATIENCE_SECONDS)) {
            throw new IllegalStateException(name() + ": an update did not reach everybody");
        }
    }

    private boolean isDelivered(int updates, long seconds) {
        try {
            return crowd.deliveries().tryAcquire(updates, seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A live price as it is pushed, with the moment of its publication at the end. */
    private static String price(String symbol, long nanos) {
        return """
                {"symbol":"%s","name":"Gold","price":"4100.10","price_scale":2,"currency":"USD","previous_close":"4088.75",\
                "change_percent":"0.28","as_of":"2026-03-02T12:00:00Z","received_at":"2026-03-02T12:00:00.412Z",\
                "stale_after":"2026-03-02T12:00:20Z","market":"open","next_open":null,"source":"twelvedata","simulated":true,\
                "run_id":"019cae0d-4dd0-7cc2-93f3-3f1e5ad2bdb2","published":"@%019d"}""".formatted(symbol, nanos);
    }

    private static void await(Future<?> work) {
        try {
            work.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the bench did not get on", e);
        }
    }

    private static void pause(long ms) {
        try {
            TimeUnit.MILLISECONDS.sleep(ms);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
