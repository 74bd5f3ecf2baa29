package dev.tickwork.upstream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.circuitbreaker.CircuitBreakerState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is counted for one provider. No name or tag holds a path, a query or a key. */
final class UpstreamMeters {
    private static final String PREFIX = "tickwork.upstream.";
    private static final String SOCKETS = PREFIX + "sockets.open";
    private static final String MESSAGES = PREFIX + "socket.messages";

    private final MeterRegistry registry;
    private final String provider;
    private final Counter retries;
    private final Counter messages;
    private final Timer limiterWait;
    private final Counter toldToComeLater;
    private final AtomicInteger sockets = new AtomicInteger();

    UpstreamMeters(MeterRegistry registry, String provider) {
        this.registry = registry;
        this.provider = provider;
        this.retries = Counter.builder(PREFIX + "retries")
                .description("Attempts after the first")
                .tag("provider", provider)
                .register(registry);
        this.messages = Counter.builder(MESSAGES)
                .description("Messages that websockets brought")
                .tag("provider", provider)
                .register(registry);
        this.limiterWait = Timer.builder(PREFIX + "limiter.wait")
                .description("How long calls were made to wait for their turn")
                .tag("provider", provider)
                .register(registry);
        this.toldToComeLater = Counter.builder(PREFIX + "limiter.later")
                .description("Calls that were not sent because their turn was too far away")
                .tag("provider", provider)
                .register(registry);
    }

    void watch(Breaker breaker, Purse purse, @Nullable CreditPlan plan) {
        watch(breaker);
        if (plan == null) {
            return;
        }
        for (String span : List.of("minute", "day")) {
            long limit = span.equals("minute") ? plan.perMinute() : plan.perDay();
            if (limit > 0) {
                gauge(
                        "credits.left",
                        "Credits left of the span, as this node knows",
                        span,
                        () -> left(purse, span, limit));
            }
        }
    }

    void watch(Breaker breaker) {
        Gauge.builder(PREFIX + "breaker.state", breaker, watched -> level(watched.state()))
                .description("0 closed, 1 half open, 2 open")
                .tag("provider", provider)
                .strongReference(true)
                .register(registry);
    }

    /** A websocket is open; counted until {@link #socketEnded}. */
    void socketOpened() {
        if (registry.find(SOCKETS).tag("provider", provider).gauge() == null) {
            Gauge.builder(SOCKETS, sockets, AtomicInteger::get)
                    .description("Websockets that are open")
                    .tag("provider", provider)
                    .register(registry);
        }
        sockets.incrementAndGet();
    }

    /** A websocket brought a message. */
    void socketBrought() {
        messages.increment();
    }

    void socketEnded() {
        sockets.decrementAndGet();
    }

    /** One attempt on the wire is over. */
    void attempted(String outcome, Duration took) {
        Timer.builder(PREFIX + "requests")
                .description("Attempts on the wire by outcome")
                .tag("provider", provider)
                .tag("outcome", outcome)
                .register(registry)
                .record(took);
    }

    /** A call ended without an answer, after its last attempt or before its first. */
    void failed(String code) {
        Counter.builder(PREFIX + "failures")
                .description("Calls without an answer by reason")
                .tag("provider", provider)
                .tag("code", code)
                .register(registry)
                .increment();
    }

    void retried() {
        retries.increment();
    }

    /**
     * A call was not made, because its turn is too far away: that is our pace, and no failure. A mail that is not sent for
     * it is counted among the failures.
     */
    void toldToComeLater() {
        toldToComeLater.increment();
    }

    void waited(Duration duration) {
        limiterWait.record(duration);
    }

    private void gauge(String name, String description, String span, Supplier<Number> value) {
        Gauge.builder(PREFIX + name, value)
                .description(description)
                .tag("provider", provider)
                .tag("span", span)
                .strongReference(true)
                .register(registry);
    }

    private static long left(Purse purse, String span, long limit) {
        return purse.left().stream()
                .filter(credits -> credits.span().equals(span))
                .mapToLong(CreditsLeft::left)
                .findFirst()
                .orElse(limit);
    }

    private static int level(CircuitBreakerState state) {
        return switch (state) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        };
    }
}
