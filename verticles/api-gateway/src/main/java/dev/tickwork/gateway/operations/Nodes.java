package dev.tickwork.gateway.operations;

import dev.tickwork.domain.time.Time;
import dev.tickwork.runtime.nodes.NodeHealth;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How all processes are. Asked by everybody, so the others are asked once a second at most. */
public final class Nodes {
    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    private final Supplier<Future<List<NodeHealth>>> health;
    private final Supplier<Future<String>> metrics;
    private final Time time;
    private @Nullable Future<List<NodeHealth>> lastHealth;
    private Instant askedAt = Instant.MIN;

    /** @param health asks every process how it is @param metrics asks every process for its figures */
    public Nodes(Supplier<Future<List<NodeHealth>>> health, Supplier<Future<String>> metrics, Time time) {
        this.health = health;
        this.metrics = metrics;
        this.time = time;
    }

    synchronized Future<List<NodeHealth>> health() {
        Instant now = time.now();
        Future<List<NodeHealth>> last = lastHealth;
        boolean isOld = Duration.between(askedAt, now).abs().compareTo(REMEMBERED) >= 0;
        if (last != null && !(last.isComplete() && isOld)) {
            return last;
        }
        Future<List<NodeHealth>> asked = health.get();
        askedAt = now;
        lastHealth = asked;
        return asked;
    }

    Future<String> metrics() {
        return metrics.get();
    }
}
