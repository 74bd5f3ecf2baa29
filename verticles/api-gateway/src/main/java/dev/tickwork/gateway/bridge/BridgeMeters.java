package dev.tickwork.gateway.bridge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** What the bridge tells its operators. */
final class BridgeMeters implements AutoCloseable {
    private final MeterRegistry registry;
    private final Gauge sockets;
    private final Counter conflated;
    private final Counter dropped;
    private final Counter refused;

    BridgeMeters(MeterRegistry registry, Supplier<Number> openSockets) {
        this.registry = registry;
        this.sockets = Gauge.builder("tickwork.bridge.sockets", openSockets)
                .description("Browsers that are connected")
                .register(registry);
        this.conflated = Counter.builder("tickwork.bridge.values.conflated")
                .description("Values a slow browser did not get because a newer one of the topic came")
                .register(registry);
        this.dropped = Counter.builder("tickwork.bridge.lines.dropped")
                .description("Lines of lists a slow browser did not get; each gap is marked to it")
                .register(registry);
        this.refused = Counter.builder("tickwork.bridge.frames.refused")
                .description("Frames from browsers that were malformed, too many or not permitted")
                .register(registry);
    }

    void conflated() {
        conflated.increment();
    }

    void dropped() {
        dropped.increment();
    }

    void refused() {
        refused.increment();
    }

    @Override
    public void close() {
        registry.remove(sockets);
    }
}
