package dev.tickwork.upstream;

import dev.tickwork.redis.Permit;
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
                .compose(permit -> permit.granted() ? go(permit, waited) : Future.failedFuture(tooLate(now, permit)));
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
        return now.isBefore(heldSince) || !now.isBefore(heldUntil)
                ? Optional.empty()
                : Optional.of(new UpstreamFailure.RateLimited(
                        provider, "said that we are too fast, asked again at " + heldUntil, heldUntil, null));
    }

    private Future<Void> go(Permit permit, Consumer<Duration> waited) {
        waited.accept(permit.delay());
        return permit.delay().isZero() ? Future.succeededFuture() : pause.of(permit.delay());
    }

    private UpstreamFailure.RateLimited tooLate(Instant now, Permit permit) {
        Instant until = now.plus(permit.delay());
        return new UpstreamFailure.RateLimited(provider, "our pace allows the next call only at " + until, until, null);
    }

    private String name() {
        return "provider:" + provider;
    }
}
