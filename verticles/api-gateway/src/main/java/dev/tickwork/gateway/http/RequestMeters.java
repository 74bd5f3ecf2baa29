package dev.tickwork.gateway.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** How many requests each operation got, how they were answered and how long that took. */
public final class RequestMeters {
    private static final String NAME = "tickwork.http.requests";

    private final MeterRegistry registry;

    public RequestMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void answered(String operation, int status, long nanos) {
        Timer.builder(NAME)
                .description("requests by operation and status")
                .tag("operation", operation)
                .tag("status", String.valueOf(status))
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }
}
