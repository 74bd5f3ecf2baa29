package dev.tickwork.runtime.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Measures how late an event loop is: what a timer waits beyond its time, everything on that loop waits. */
public final class LoopLag {
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final Vertx vertx;
    private final Timer lag;
    private final long timer;
    private long expected;

    private LoopLag(Vertx vertx, MeterRegistry metrics) {
        this.vertx = vertx;
        this.lag = metrics.timer("tickwork.event.loop.lag");
        this.expected = System.nanoTime() + BETWEEN.toNanos();
        this.timer = vertx.setPeriodic(BETWEEN.toMillis(), due -> measure());
    }

    /** Measures from now on. Call it outside of any verticle. */
    public static LoopLag of(Vertx vertx, MeterRegistry metrics) {
        return new LoopLag(vertx, metrics);
    }

    /** Measures no more; completes at once. */
    public Future<Void> close() {
        vertx.cancelTimer(timer);
        return Future.succeededFuture();
    }

    private void measure() {
        long now = System.nanoTime();
        lag.record(Duration.ofNanos(Math.max(0, now - expected)));
        expected = now + BETWEEN.toNanos();
    }
}
