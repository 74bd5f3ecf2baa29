package dev.tickwork.upstream;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells answers from wishes to wait and from outages, and lets everybody else know. */
final class Verdict {
    private static final Logger log = LoggerFactory.getLogger(Verdict.class);

    private final ProviderLane lane;
    private final Letter letter;

    Verdict(ProviderLane lane, Letter letter) {
        this.lane = lane;
        this.letter = letter;
    }

    /** The answer, if it is one; else fails with the {@link UpstreamFailure} that it is. */
    Future<UpstreamAnswer> on(UpstreamAnswer answer) {
        return switch (letter.request().judge().apply(answer)) {
            case ANSWER -> answered(answer);
            case TOO_FAST -> tooFast(answer);
            case OUTAGE -> outage(answer);
        };
    }

    private Future<UpstreamAnswer> answered(UpstreamAnswer answer) {
        lane.history().answered(answer.receivedAt());
        return lane.complaints().over(letter.request()).map(answer);
    }

    private Future<UpstreamAnswer> outage(UpstreamAnswer answer) {
        String message = letter.shown() + " answered " + answer.status();
        Instant retryAfter = RetryAfter.of(answer).orElse(null);
        return Future.failedFuture(new UpstreamFailure.Unavailable(lane.provider(), message, retryAfter, answer));
    }

    private Future<UpstreamAnswer> tooFast(UpstreamAnswer answer) {
        return lane.complaints().heard(letter.request()).compose(complaint -> hold(answer, complaint));
    }

    private Future<UpstreamAnswer> hold(UpstreamAnswer answer, Complaints.Complaint complaint) {
        Instant ours = answer.receivedAt().plus(lane.backoff().afterRateLimit(complaint.inARow()));
        Instant until = RetryAfter.of(answer).filter(ours::isBefore).orElse(ours);
        log.atWarn()
                .addKeyValue("upstream", lane.provider())
                .addKeyValue("address", letter.shown())
                .addKeyValue("attempt", complaint.ofRequest())
                .addKeyValue("until", until)
                .addKeyValue("ms", Duration.between(answer.receivedAt(), until).toMillis())
                .log("provider says we are too fast");
        var failure = new UpstreamFailure.RateLimited(
                lane.provider(), words(complaint, until), until, answer, complaint.isLast());
        return lane.pace().holdUntil(until).transform(held -> Future.failedFuture(failure));
    }

    private static String words(Complaints.Complaint complaint, Instant until) {
        String said = "says we are too fast, asked again at " + until;
        return complaint.isLast()
                ? said + "; number " + complaint.ofRequest() + " in a row to this request, which is given up for now"
                : said;
    }
}
