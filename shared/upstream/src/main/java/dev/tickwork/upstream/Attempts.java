package dev.tickwork.upstream;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call from its first attempt to its last: wait for the turn, pay, ask through the breaker, perhaps again. */
final class Attempts {
    private static final Logger log = LoggerFactory.getLogger(Attempts.class);

    private final ProviderLane lane;
    private final Letter letter;
    private final Admission admission;
    private int made;

    Attempts(ProviderLane lane, UpstreamRequest request) {
        this.lane = lane;
        URI target = Target.of(lane.policy(), request);
        this.letter = new Letter(lane.provider(), lane.policy(), request, target);
        this.admission = new Admission(() -> lane.gate().admit(lane.provider(), target));
    }

    Future<UpstreamAnswer> run() {
        return attempt();
    }

    private Future<UpstreamAnswer> attempt() {
        made++;
        return admission
                .before(lane.breaker()::check)
                .compose(closed -> lane.pace().await(letter.request(), lane.meters()::waited))
                .compose(turn -> admission.before(() -> lane.purse().pay(letter.request())))
                .compose(paid -> admission.before(() -> lane.breaker().execute(this::ask)))
                .recover(this::again);
    }

    private Future<UpstreamAnswer> ask() {
        Instant start = clock().instant();
        Duration limit = shorter(lane.policy().timeouts().total(), Duration.between(start, deadline()));
        return new Exchange(lane.gate(), lane.wire(), lane.redactor(), letter)
                .run(limit)
                .compose(new Verdict(lane, letter)::on)
                .andThen(done -> note(done, start));
    }

    private void note(AsyncResult<UpstreamAnswer> done, Instant start) {
        Instant now = clock().instant();
        String outcome = done.succeeded() ? done.result().status() / 100 + "xx" : code(done.cause());
        lane.meters().attempted(outcome, Duration.between(start, now));
        if (done.failed()) {
            lane.history().failed(now, done.cause());
        }
    }

    private Future<UpstreamAnswer> again(Throwable failure) {
        if (!letter.request().isRepeatable() || made > lane.policy().retry().maxRetries()) {
            return Future.failedFuture(failure);
        }
        if (failure instanceof UpstreamFailure.RateLimited limited) {
            // The pace is held until then; waiting for the turn waits for that too.
            return limited.isLast() || limited.until().isAfter(deadline())
                    ? Future.failedFuture(failure)
                    : repeat(failure, Duration.ZERO);
        }
        if (failure instanceof UpstreamFailure.Unavailable outage) {
            return afterOutage(outage);
        }
        return Future.failedFuture(failure);
    }

    private Future<UpstreamAnswer> afterOutage(UpstreamFailure.Unavailable outage) {
        Instant now = clock().instant();
        Instant ours = now.plus(lane.backoff().afterOutage(made));
        Instant next = outage.retryAfter().filter(ours::isBefore).orElse(ours);
        if (!next.isBefore(deadline())) {
            return Future.failedFuture(outage);
        }
        return repeat(outage, Duration.between(now, next));
    }

    private Future<UpstreamAnswer> repeat(Throwable failure, Duration delay) {
        lane.meters().retried();
        log.atDebug()
                .addKeyValue("upstream", lane.provider())
                .addKeyValue("attempt", made)
                .addKeyValue("ms", delay.toMillis())
                .addKeyValue("error", failure.getMessage())
                .log("asking again");
        return delay.isZero() ? attempt() : lane.pause().of(delay).compose(waited -> attempt());
    }

    private Instant deadline() {
        return letter.request().deadline();
    }

    private Clock clock() {
        return lane.clock();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    static String code(Throwable failure) {
        return failure instanceof UpstreamFailure known ? known.code() : "bug";
    }
}
