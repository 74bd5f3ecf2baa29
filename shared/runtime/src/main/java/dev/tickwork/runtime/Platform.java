package dev.tickwork.runtime;

import dev.tickwork.domain.World;
import dev.tickwork.domain.time.Time;
import dev.tickwork.messages.Bus;
import dev.tickwork.runtime.health.Health;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.util.random.RandomGenerator;

/** The parts that a process hands to its verticles. All of them are made once and closed after the last verticle. */
public interface Platform {
    Vertx vertx();

    /** The one clock. */
    Time time();

    /** For jitter and identifiers; any thread may use it. */
    RandomGenerator random();

    Bus bus();

    MeterRegistry metrics();

    Health health();

    /** This process. */
    NodeInfo node();

    /** Whether prices are simulated or real here. */
    World world();

    /** As configured, such as {@code development} or {@code production}. */
    String environment();

    /** Whether other processes share the bus. */
    boolean isClustered();
}
