package dev.tickwork.runtime.notices;

import dev.tickwork.jobs.notices.Delivery;
import dev.tickwork.upstream.Redactor;
import dev.tickwork.upstream.UpstreamAnswer;
import dev.tickwork.upstream.UpstreamFailure;
import dev.tickwork.upstream.UpstreamFailure.BreakerOpen;
import dev.tickwork.upstream.UpstreamFailure.NotAllowed;
import dev.tickwork.upstream.UpstreamFailure.RateLimited;
import dev.tickwork.upstream.UpstreamFailure.Refused;
import dev.tickwork.upstream.UpstreamFailure.SwitchedOff;
import dev.tickwork.upstream.UpstreamFailure.Unavailable;

/** What an answer at the door, or none, means for a notice. */
final class Deliveries {
    private static final int UNAVAILABLE = 503;
    private static final int LONGEST_WORDS = 200;

    private final Redactor redactor;

    Deliveries(Redactor redactor) {
        this.redactor = redactor;
    }

    Delivery of(UpstreamAnswer answer) {
        return answer.isSuccess()
                ? Delivery.sent()
                : Delivery.refused("answered " + answer.status() + " " + words(answer));
    }

    Delivery of(Throwable failure) {
        if (!(failure instanceof UpstreamFailure upstream)) {
            return Delivery.unknown(failure.getClass().getSimpleName());
        }
        String reason = String.valueOf(upstream.getMessage());
        if (upstream instanceof SwitchedOff) {
            return Delivery.held(reason);
        }
        if (upstream instanceof NotAllowed || upstream instanceof Refused) {
            return Delivery.refused(reason);
        }
        return later(upstream, reason);
    }

    private static Delivery later(UpstreamFailure failure, String reason) {
        if (failure instanceof RateLimited limited) {
            return Delivery.later(reason, limited.until());
        }
        if (failure instanceof BreakerOpen open) {
            return Delivery.later(reason, open.until());
        }
        if (failure instanceof Unavailable outage && isCertainlyNotTaken(outage)) {
            return Delivery.later(reason, outage.retryAfter().orElse(null));
        }
        return Delivery.unknown(reason);
    }

    // Any other 5xx may come from something on the way, behind which it has arrived.
    private static boolean isCertainlyNotTaken(Unavailable outage) {
        return outage.answer().map(answer -> answer.status() == UNAVAILABLE).orElse(!outage.mayHaveArrived());
    }

    private String words(UpstreamAnswer answer) {
        String words = redactor.redact(answer.body().toString()).strip();
        return words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS);
    }
}
