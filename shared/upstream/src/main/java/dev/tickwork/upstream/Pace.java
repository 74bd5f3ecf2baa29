package dev.tickwork.upstream;

import dev.tickwork.redis.PermitRequest;
import dev.tickwork.redis.Rate;
import dev.tickwork.redis.SharedRateLimit;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes a call wait until it is its turn; all nodes together keep to one rate for each provider. */
final class Pace {
    /** The limiter counts in microseconds. */
    private static final Duration ROUNDING = Duration.ofMillis(1);

    private final String provider;
    private final Rate rate;
    private final SharedRateLimit limit;
    private final Clock clock;
    private final Pause pause;
    private volatile Instant heldSince = Instant.MIN;
    private volatile Instant heldUntil = Instant.MIN;
    private final SingleFile backfills = new SingleFile();

    Pace(String provider, Rate rate, SharedRateLimit limit, Clock clock, Pause pause) {
        this.provider = provider;
        this.rate = rate;
        this.limit = limit;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Completes when the call may go; fails with {@link UpstreamFailure.RateLimited} when that is after its deadline.
     * Backfills stand in line before the limiter, so that a thousand of them never reserve the turns of live calls.
     *
     * @param waited told how long the limiter makes the call wait
     */
    Future<Void> await(UpstreamRequest request, Consumer<Duration> waited) {
        return request.priority() == Priority.LIVE
                ? await(request.deadline(), waited)
                : backfills.enter(() -> await(request.deadline(), waited));
    }

    /** The same for what is no request and never stands in line with backfills. */
    Future<Void> await(Instant deadline, Consumer<Duration> waited) {
        Instant now = clock.instant();
        Duration patience = Duration.between(now, deadline);
        if (patience.isNegative()) {
            return Future.failedFuture(new UpstreamFailure.Unavailable(provider, "the deadline has passed", false));
        }
        return limit.reserve(new PermitRequest(name(), rate, 1, patience), now)
                .compose(permit -> permit.granted()
                        ? go(new Turn(now.plus(permit.delay()), deadline, waited), permit.delay())
                        : refuse(now, now.plus(permit.delay())));
    }

    /** Lets nobody through before a moment, on any node. */
    Future<Void> holdUntil(Instant until) {
        heldSince = clock.instant();
        heldUntil = until;
        return limit.holdUntil(name(), rate, until, clock.instant());
    }

    /** The hold that this node has heard of; empty when it is over, or the clock was moved back behind its begin. */
    Optional<UpstreamFailure.RateLimited> held() {
        Instant now = clock.instant();
        return now.isBefore(heldSince) || !now.isBefore(heldUntil) ? Optional.empty() : Optional.of(held(heldUntil));
    }

    /** When a call may go, until when that is of use to it, and who is told what it waits. */
    private record Turn(Instant at, Instant deadline, Consumer<Duration> waited) {
        boolean isBefore(Instant hold) {
            return hold.isAfter(at.plus(ROUNDING));
        }
    }

    private Future<Void> go(Turn turn, Duration delay) {
        turn.waited().accept(delay);
        return delay.isZero()
                ? Future.succeededFuture()
                : pause.of(delay)
                        .compose(passed -> limit.heldUntil(name(), clock.instant()))
                        .compose(hold -> turn.isBefore(hold) ? waitAgain(turn, hold) : Future.succeededFuture());
    }

    /** Its turn was given before the provider said that everybody has to wait. */
    private Future<Void> waitAgain(Turn turn, Instant hold) {
        return hold.isAfter(turn.deadline()) ? Future.failedFuture(held(hold)) : await(turn.deadline(), turn.waited());
    }

    private Future<Void> refuse(Instant now, Instant until) {
        return limit.heldUntil(name(), now)
                .compose(hold -> Future.failedFuture(
                        hold.isAfter(now)
                                ? held(until)
                                : new UpstreamFailure.RateLimited(
                                        provider, "our pace allows the next call only at " + until, until, null)));
    }

    private UpstreamFailure.RateLimited held(Instant until) {
        return new UpstreamFailure.RateLimited(
                provider, "said that we are too fast, asked again at " + until, until, null);
    }

    private String name() {
        return "provider:" + provider;
    }
}
