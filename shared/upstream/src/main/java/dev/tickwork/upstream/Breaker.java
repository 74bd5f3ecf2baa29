package dev.tickwork.upstream;

import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves a provider alone while it is down. Outages in a row open it, any answer between them starts the count again;
 * after a while one call may probe. It is used on the home context only: its timer belongs to whoever opens it.
 */
final class Breaker {
    private static final Logger log = LoggerFactory.getLogger(Breaker.class);

    /** The library forgets outages after ten seconds by default, so a provider asked once a minute never opened it. */
    private static final Duration MEMORY = Duration.ofHours(1);

    /** The calls have timeouts of their own, and a slow limiter is no outage. */
    private static final long NO_TIMEOUT = -1;

    private static final Duration PROBE_GAP = Duration.ofSeconds(1);

    private final String provider;
    private final Duration resetAfter;
    private final Clock clock;
    private final CircuitBreaker circuit;
    private volatile Instant probeAt = Instant.EPOCH;

    Breaker(Vertx vertx, String provider, BreakerPolicy policy, Clock clock) {
        this.provider = provider;
        this.resetAfter = policy.resetAfter();
        this.clock = clock;
        var options = new CircuitBreakerOptions()
                .setMaxFailures(policy.failures())
                .setResetTimeout(policy.resetAfter().toMillis())
                .setFailuresRollingWindow(MEMORY.toMillis())
                .setTimeout(NO_TIMEOUT)
                .setNotificationAddress(null);
        this.circuit = CircuitBreaker.create(provider, vertx, options)
                .failurePolicy(call -> call.failed() && call.cause() instanceof UpstreamFailure.Unavailable)
                .openHandler(opened -> opened())
                .closeHandler(closed ->
                        log.atInfo().addKeyValue("upstream", provider).log("provider is back, breaker closed"));
    }

    /** Fails fast while it is open, before a permit or a credit is spent on the call. */
    Future<Void> check() {
        return state() == CircuitBreakerState.OPEN ? Future.failedFuture(refusal()) : Future.succeededFuture();
    }

    <T> Future<T> execute(Supplier<Future<T>> call) {
        return circuit.execute(call)
                .recover(failure -> Future.failedFuture(failure instanceof OpenCircuitException ? refusal() : failure));
    }

    CircuitBreakerState state() {
        return circuit.state();
    }

    UpstreamFailure.BreakerOpen refusal() {
        Instant now = clock.instant();
        Instant soonest = now.plus(PROBE_GAP);
        // The clock may have been moved back since it opened.
        Instant latest = now.plus(resetAfter);
        Instant until = probeAt.isAfter(latest) ? latest : probeAt;
        return new UpstreamFailure.BreakerOpen(provider, until.isBefore(soonest) ? soonest : until);
    }

    private void opened() {
        probeAt = clock.instant().plus(resetAfter);
        log.atWarn()
                .addKeyValue("upstream", provider)
                .addKeyValue("until", probeAt)
                .log("provider is down, breaker open");
    }
}
